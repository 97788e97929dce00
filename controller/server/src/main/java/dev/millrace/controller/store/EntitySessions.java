package dev.millrace.controller.store;

import org.hibernate.JDBCException;

/** Sessions on the connections of {@link Database}: it begins, fences, commits and rolls back. */
final class EntitySessions implements Sessions {
    private final Database database;
    private final Entities entities;

    EntitySessions(Database database, Entities entities) {
        this.database = database;
        this.entities = entities;
    }

    @Override
    public <T> T read(Work<T> work) {
        return database.read(in(work));
    }

    @Override
    public <T> T write(Work<T> work) {
        return database.write(in(work));
    }

    private <T> Database.Work<T> in(Work<T> work) {
        return connection -> {
            try (var session = entities.factory().openStatelessSession(connection)) {
                return work.on(session);
            } catch (JDBCException e) {
                throw e.getSQLException();
            }
        };
    }
}

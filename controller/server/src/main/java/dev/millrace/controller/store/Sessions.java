package dev.millrace.controller.store;

import java.sql.SQLException;
import org.hibernate.StatelessSession;

/** Hibernate over {@link Database}: for what people configure. Same transactions, same fence, same errors. Queries are native SQL: the parser of the
 * query language would cost a second of the first start. Safe for use by many threads. */
public interface Sessions {
    /** Reads rows in a read-only transaction. */
    <T> T read(Work<T> work);

    /** Changes rows in a transaction of this controller; commits when the work returns. */
    <T> T write(Work<T> work);

    /** What runs in a session. */
    interface Work<T> {
        /** Does it; must not keep the session. */
        T on(StatelessSession session) throws SQLException;
    }
}

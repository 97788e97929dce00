package dev.millrace.controller.store;

import dev.millrace.controller.base.Ids;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A fresh, migrated database on the real server of this test JVM, owned by the test as by a controller. One per test class is enough:
 *
 * <pre>{@code
 * private static TestDatabase db;
 * @BeforeAll static void open() { db = TestDatabase.fresh(); }
 * @AfterAll static void close() { db.close(); }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private final PostgresSource source;
    private final StoreModule store;

    private TestDatabase(PostgresSource source, StoreModule store) {
        this.source = source;
        this.store = store;
    }

    /** Another one that nobody else uses. */
    public static TestDatabase fresh() {
        try {
            var source = TestServer.shared().fresh();
            return new TestDatabase(source, open(source));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StoreModule open(PostgresSource source) {
        return StoreModule.create(new DatabaseLocation.Given(source.url(), source.user(), source.password()), "test");
    }

    /** Another controller on the same database: it takes over, as after a crash of this one. The caller closes it. */
    public StoreModule successor() {
        return open(source);
    }

    /** The store as a whole. */
    public StoreModule store() {
        return store;
    }

    /** Short transactions. */
    public Database database() {
        return store.database();
    }

    /** The group-committing writer. */
    public GroupCommit groupCommit() {
        return store.groupCommit();
    }

    /** Ids. */
    public Ids ids() {
        return store.ids();
    }

    /** Connections beside the pool, for looking and for breaking things. */
    public DataSource source() {
        return source;
    }

    /** Cuts all connections of this database, as a server that dies does. */
    public void cutConnections() throws SQLException {
        TestServer.shared().cut(source);
    }

    /** Makes the database unreachable, or reachable again; connections are cut. */
    public void refuseConnections(boolean refuse) throws SQLException {
        TestServer.shared().refuse(source, refuse);
    }

    /** How many connections there are. */
    public long connections() throws SQLException {
        return TestServer.shared().connections(source);
    }

    @Override
    public void close() {
        try {
            store.close();
            TestServer.shared().drop(source);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

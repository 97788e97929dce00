package dev.millrace.controller.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table that shows in which order its rows were written: series of numbers. */
final class NumberedRows implements RowStatement<NumberedRows.Row> {
    private static final NumberedRows INSERT = new NumberedRows();
    private static final Update UPDATE = new Update();

    /** A row; the note may be one that cannot be stored. */
    record Row(int series, int number, String note) {
        Row(int series, int number) {
            this(series, number, "");
        }

        static Row constraintBroken(int series, int number) {
            return new Row(series, number, "forbidden");
        }

        static Row notEncodable(int series, int number) {
            return new Row(series, number, "\0");
        }

        static Row unbindable(int series, int number) {
            return new Row(series, number, "unbindable");
        }
    }

    static Write<Row> write(Row row) {
        return new Write<>(INSERT, row);
    }

    static Write<Row> update(int series, int number, String note) {
        return new Write<>(UPDATE, new Row(series, number, note));
    }

    static void createTable(TestDatabase db) {
        db.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("""
                        create table numbered (position bigint generated always as identity, series integer, number integer,
                        note text check (note <> 'forbidden'), primary key (series, number))""");
            }
        });
    }

    /** The numbers of a series in the order in which they were written. */
    static List<Integer> of(TestDatabase db, int series) {
        return db.database().read(connection -> {
            try (var statement =
                    connection.prepareStatement("select number from numbered where series = ? order by position")) {
                statement.setInt(1, series);
                try (var rows = statement.executeQuery()) {
                    var numbers = new ArrayList<Integer>();
                    while (rows.next()) {
                        numbers.add(rows.getInt(1));
                    }
                    return numbers;
                }
            }
        });
    }

    static String note(TestDatabase db, int series, int number) {
        return db.database().read(connection -> {
            try (var statement =
                    connection.prepareStatement("select note from numbered where series = ? and number = ?")) {
                statement.setInt(1, series);
                statement.setInt(2, number);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            }
        });
    }

    @Override
    public String sql() {
        return "insert into numbered (series, number, note) values (?, ?, ?) on conflict do nothing";
    }

    @Override
    public void bind(PreparedStatement statement, Row row) throws SQLException {
        if (row.note().equals("unbindable")) {
            throw new IllegalArgumentException("does not bind");
        }
        statement.setInt(1, row.series());
        statement.setInt(2, row.number());
        statement.setString(3, row.note());
    }

    @Override
    public int rank() {
        return 10;
    }

    private static final class Update implements RowStatement<Row> {
        @Override
        public String sql() {
            return "update numbered set note = ? where series = ? and number = ?";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setString(1, row.note());
            statement.setInt(2, row.series());
            statement.setInt(3, row.number());
        }

        @Override
        public int rank() {
            return 20;
        }
    }
}

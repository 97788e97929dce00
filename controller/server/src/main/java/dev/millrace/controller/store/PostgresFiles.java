package dev.millrace.controller.store;

/** The texts of the embedded server's configuration. Pure. */
final class PostgresFiles {
    private PostgresFiles() {}

    /**
     * {@code postgresql.conf}, written anew at each start. Small: one controller and its few connections. Durable: fsync and synchronous commit are
     * on. No replication, so the write-ahead log holds only what recovery needs.
     */
    static String configuration(int port) {
        return """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 40
                superuser_reserved_connections = 2
                reserved_connections = 0
                password_encryption = 'scram-sha-256'
                scram_iterations = 1
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                wal_level = minimal
                max_wal_senders = 0
                wal_buffers = 4MB
                max_wal_size = 512MB
                checkpoint_timeout = 5min
                shared_buffers = 32MB
                work_mem = 4MB
                maintenance_work_mem = 32MB
                effective_cache_size = 256MB
                huge_pages = off
                io_method = sync
                max_worker_processes = 2
                max_parallel_workers = 0
                max_parallel_workers_per_gather = 0
                max_logical_replication_workers = 0
                autovacuum_max_workers = 2
                autovacuum_worker_slots = 2
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_line_prefix = '%%m [%%p] '
                log_checkpoints = off
                log_autovacuum_min_duration = -1
                lc_messages = 'C'
                """.formatted(port);
    }

    /** {@code pg_hba.conf}: a password, over loopback, and nothing else. */
    static String hostBasedAccess() {
        return "host all all 127.0.0.1/32 scram-sha-256\n";
    }
}

package dev.millrace.controller.link;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.lease.Leases;

/** What sessions work with. */
record Services(
        Leases leases,
        FleetRegister fleet,
        Identities identities,
        BlobStore blobs,
        Sessions sessions,
        OperationDesk operations,
        HeartbeatPace pace) {}

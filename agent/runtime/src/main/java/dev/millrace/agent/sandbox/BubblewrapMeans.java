package dev.millrace.agent.sandbox;

/** What all sandboxes of bubblewrap on a machine use. */
record BubblewrapMeans(BubblewrapProgram program, ControlGroups groups, Users users, SystemSettings settings) {}

package dev.millrace.controller.link;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The endpoint for agents.
 *
 * @param address where to listen; port 0 takes a free one
 * @param introduction how long a new connection may take to shake hands and say who it is
 * @param connections at most so many at a time; more are closed at once
 */
public record LinkSettings(InetSocketAddress address, Duration introduction, int connections) {
    public LinkSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("At least one connection, not " + connections);
        }
    }

    /** 10 s to say who it is; 20,000 connections. */
    public static LinkSettings on(InetSocketAddress address) {
        return new LinkSettings(address, Duration.ofSeconds(10), 20_000);
    }
}

package dev.millrace.controller.queue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What people say of an organization's scheduling.
 *
 * @param locks that are declared, with their labels
 * @param throttles by their category
 * @param shares by project; the empty name is the organization itself
 * @param floor the weakest sandbox that its jobs may have
 */
public record OrganizationRules(
        Map<String, Set<String>> locks,
        Map<String, Throttle> throttles,
        Map<String, Entitlement> shares,
        String floor) {
    /** Kinds of sandboxes, the weakest first. */
    public static final List<String> SANDBOXES = List.of("process", "bubblewrap");

    /** Nothing is said. */
    public static final OrganizationRules NONE =
            new OrganizationRules(Map.of(), Map.of(), Map.of(), SANDBOXES.getFirst());

    /** Jobs may have every sandbox. */
    public OrganizationRules(
            Map<String, Set<String>> locks, Map<String, Throttle> throttles, Map<String, Entitlement> shares) {
        this(locks, throttles, shares, SANDBOXES.getFirst());
    }

    public OrganizationRules {
        if (!SANDBOXES.contains(floor)) {
            throw new IllegalArgumentException("No kind of sandbox: " + floor);
        }
        locks = Collections.unmodifiableMap(new TreeMap<>(locks));
        throttles = Collections.unmodifiableMap(new TreeMap<>(throttles));
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    }

    /** What a category allows; one that nobody has set allows everything. */
    public Throttle throttle(String category) {
        return throttles.getOrDefault(category, new Throttle(category, 0, 0));
    }
}

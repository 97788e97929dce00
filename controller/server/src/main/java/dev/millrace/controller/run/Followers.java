package dev.millrace.controller.run;

import dev.millrace.controller.base.RunId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who wants to hear of changes. Each is told on a thread of its own, once for all changes that came meanwhile. */
final class Followers {
    private final Executor executor;
    private final Map<RunId, List<Follower>> followers = new ConcurrentHashMap<>();

    Followers(Executor executor) {
        this.executor = executor;
    }

    AutoCloseable follow(RunId run, Runnable changed) {
        var follower = new Follower(changed);
        followers.compute(run, (_, list) -> {
            var known = list == null ? new CopyOnWriteArrayList<Follower>() : list;
            known.add(follower);
            return known;
        });
        return () -> followers.computeIfPresent(run, (_, list) -> {
            list.remove(follower);
            return list.isEmpty() ? null : list;
        });
    }

    void changed(RunId run) {
        var list = followers.get(run);
        if (list != null) {
            list.forEach(Follower::wake);
        }
    }

    private final class Follower {
        private final Runnable changed;
        private final AtomicBoolean waking = new AtomicBoolean();

        Follower(Runnable changed) {
            this.changed = changed;
        }

        void wake() {
            if (waking.compareAndSet(false, true)) {
                executor.execute(() -> {
                    waking.set(false);
                    changed.run();
                });
            }
        }
    }
}

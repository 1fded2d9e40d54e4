package org.bacalhau.core.compute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bacalhau.core.model.Gpu;
import org.bacalhau.core.model.Resources;

/** What the node gives to jobs and what of it runs use. Confined to the loop. */
final class CapacityTracker {
    private final Resources total;
    private final Tally used = new Tally();
    // At most the devices of the total; in order of their index, so that the same run gets the same ones each time.
    private final List<Gpu> freeGpus;

    CapacityTracker(Resources total) {
        this.total = total;
        this.freeGpus = new ArrayList<>(total.gpuDevices());
    }

    boolean fits(Resources request) {
        return used.leavesRoomFor(request, total);
    }

    /** Tells whether a request fits in besides what runs and what waits. */
    boolean fitsBesides(Resources waiting, Resources request) {
        return fits(waiting.plus(request));
    }

    /**
     * Takes what fits, with GPU devices where the node knows them.
     *
     * @return what was taken, to be given back
     */
    Resources take(Resources request) {
        if (!fits(request)) {
            throw new IllegalStateException(request + " do not fit: " + used.sum() + " of " + total + " are in use");
        }
        Resources taken = request.gpus() == 0 ? request : withDevices(request);
        used.add(taken);
        return taken;
    }

    private Resources withDevices(Resources request) {
        List<Gpu> devices = freeGpus.subList(0, (int) Math.min(request.gpus(), freeGpus.size()));
        Resources taken =
                new Resources(request.cpuMillis(), request.memoryBytes(), request.diskBytes(), request.gpus(), devices);
        devices.clear();
        return taken;
    }

    /** Gives back what was taken. */
    void giveBack(Resources taken) {
        used.remove(taken);
        if (!taken.gpuDevices().isEmpty()) {
            freeGpus.addAll(taken.gpuDevices());
            freeGpus.sort(Comparator.comparingInt(Gpu::index));
        }
    }

    Resources total() {
        return total;
    }

    Resources used() {
        return used.sum();
    }

    Resources available() {
        Resources free = total.minus(used.sum());
        return total.gpuDevices().isEmpty()
                ? free
                : new Resources(free.cpuMillis(), free.memoryBytes(), free.diskBytes(), free.gpus(), freeGpus);
    }
}

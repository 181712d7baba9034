package dev.accepted.engine.estimate;

import dev.accepted.engine.Rig;
import dev.accepted.engine.estimate.SimulatedDispatch.Plan;
import dev.accepted.handler.JobType;
import dev.accepted.handler.Window;
import dev.accepted.job.QueueName;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * A kind of work that comes in during a simulation.
 *
 * @param name what the README calls it
 * @param type the name of its type
 * @param gap how many seconds lie between two arrivals, on the average
 * @param together how many arrive at once
 * @param seconds how long the next takes
 * @param failing which part of it fails, in half a second
 * @param steps how many steps of progress it tells; 0 for none
 * @param bend how its progress goes: 1 steadily, above that quickly at first
 */
record Kind(
        String name,
        JobType type,
        double gap,
        int together,
        ToDoubleFunction<Random> seconds,
        double failing,
        int steps,
        double bend) {

    static Kind of(String name, double gap, ToDoubleFunction<Random> seconds) {
        String word = name.replaceAll("[^a-z0-9]+", "-");
        return new Kind(name, Rig.type(word, job -> {}), gap, 1, seconds, 0, 0, 1);
    }

    /** Always as long, but for two in a hundred of it. */
    static ToDoubleFunction<Random> always(double seconds) {
        return random -> seconds * (0.98 + 0.04 * random.nextDouble());
    }

    /** Log-normal. */
    static ToDoubleFunction<Random> about(double median, double spread) {
        return random -> median * StrictMath.exp(spread * random.nextGaussian());
    }

    /** One or the other. */
    static ToDoubleFunction<Random> either(double part, ToDoubleFunction<Random> one, ToDoubleFunction<Random> other) {
        return random -> (random.nextDouble() < part ? one : other).applyAsDouble(random);
    }

    /** One for so many jobs, then the other for good. */
    static ToDoubleFunction<Random> changing(int after, ToDoubleFunction<Random> one, ToDoubleFunction<Random> other) {
        AtomicInteger count = new AtomicInteger();
        return random -> (count.incrementAndGet() <= after ? one : other).applyAsDouble(random);
    }

    Kind telling(int steps, double bend) {
        return new Kind(name, type, gap, together, seconds, failing, steps, bend);
    }

    Kind failing(double part) {
        return new Kind(name, type, gap, together, seconds, part, steps, bend);
    }

    Kind together(int many) {
        return new Kind(name, type, gap, many, seconds, failing, steps, bend);
    }

    Kind in(QueueName queue) {
        return with(Rig.withQueue(type, queue));
    }

    Kind at(Window window) {
        return with(Rig.withWindow(type, window));
    }

    private Kind with(JobType other) {
        return new Kind(name, other, gap, together, seconds, failing, steps, bend);
    }

    Plan plan(Random random) {
        boolean fails = random.nextDouble() < failing;
        double length = fails ? 0.5 : seconds.applyAsDouble(random);
        Map<Double, Integer> told = new TreeMap<>();
        for (int step = 1; step < steps; step++) {
            double done = (double) step / steps;
            told.put(StrictMath.pow(done, bend), (int) (100 * done));
        }
        return new Plan(Duration.ofNanos((long) (length * 1e9)), told, fails);
    }

    /** Until the next arrival. */
    Duration pause(Random random) {
        return Duration.ofNanos((long) (-gap * StrictMath.log(1 - random.nextDouble()) * 1e9));
    }
}

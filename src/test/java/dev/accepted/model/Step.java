package dev.accepted.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What somebody does next.
 *
 * @param verb what
 * @param who who does it
 * @param which with which of the jobs that there are
 * @param how in which of its ways
 */
record Step(Verb verb, Who who, int which, int how) {

    /** What can be done. */
    enum Verb {
        SUBMIT(4),
        SUBMIT_UNDER_KEY(2),
        SAY(4),
        POLL(4),
        WAIT(1),
        RESULT(2),
        LOG(1),
        INPUT(1),
        CANCEL(3),
        RETRY(2),
        DELETE(2),
        LIST(2);

        private final int weight;

        Verb(int weight) {
            this.weight = weight;
        }
    }

    /** The people of the test's realm. */
    enum Who {
        OWNER("user"),
        OTHER("other"),
        VIEWER("viewer"),
        ADMIN("Admin"),
        NOBODY("nobody");

        private final String user;

        Who(String user) {
            this.user = user;
        }

        String user() {
            return user;
        }

        boolean submits() {
            return this == OWNER || this == OTHER || this == ADMIN;
        }

        boolean sees(String owner) {
            return this == VIEWER || this == ADMIN || (submits() && user.equals(owner));
        }
    }

    /** Some steps, the same for the same seed. */
    static List<Step> some(long seed) {
        Random random = new Random(seed);
        List<Verb> verbs = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (int i = 0; i < verb.weight; i++) {
                verbs.add(verb);
            }
        }
        List<Step> steps = new ArrayList<>();
        int length = 3 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            // Half of what is done is done by the owner; else most of it would be refused.
            Who who = random.nextBoolean() ? Who.OWNER : Who.values()[random.nextInt(Who.values().length)];
            steps.add(new Step(verbs.get(random.nextInt(verbs.size())), who, random.nextInt(6), random.nextInt(60)));
        }
        return steps;
    }

    @Override
    public String toString() {
        return who + " " + verb + " " + which + "/" + how;
    }
}

package dev.accepted.security;

/** stub. */
public enum Right {
    SUBMIT,
    SEE,
    STEER,
    VIEW_ALL,
    ADMINISTER
}

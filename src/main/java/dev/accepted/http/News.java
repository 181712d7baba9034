package dev.accepted.http;

/**
 * Where news of jobs is to be had.
 *
 * @param watchers for those who look at one job
 * @param feed for those who follow all
 */
record News(Watchers watchers, ListFeed feed) {}

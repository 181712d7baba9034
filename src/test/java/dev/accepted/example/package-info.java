/** The example project for users, built and tested as theirs would be. */
package dev.accepted.example;

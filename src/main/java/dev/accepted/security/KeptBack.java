package dev.accepted.security;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Lets a container's authenticator set its challenge and status, but not send a page of its own. */
final class KeptBack extends HttpServletResponseWrapper {

    KeptBack(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) {
        setStatus(status);
    }

    @Override
    public void sendError(int status, String message) {
        setStatus(status);
    }
}

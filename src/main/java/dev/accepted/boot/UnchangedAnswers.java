package dev.accepted.boot;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Sends the head of a 304 as soon as its status is set, which Jersey does last. When it ends an answer whose head has not gone
 * out, Jetty says {@code Content-Length: 0}, which a 304 must not say (RFC 9110 section 8.6); the true length would be right, and
 * has clients such as the JDK's own wait for a body.
 */
final class UnchangedAnswers implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                request,
                isConditional((HttpServletRequest) request)
                        ? new SentWhenUnchanged((HttpServletResponse) response)
                        : response);
    }

    private static boolean isConditional(HttpServletRequest request) {
        return request.getHeader("If-None-Match") != null || request.getHeader("If-Modified-Since") != null;
    }

    private static final class SentWhenUnchanged extends HttpServletResponseWrapper {

        SentWhenUnchanged(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status);
            if (status == SC_NOT_MODIFIED) {
                try {
                    flushBuffer();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

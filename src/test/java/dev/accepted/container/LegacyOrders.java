package dev.accepted.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A web application as it was written in the nineties, and a server of its own: orders in XML over HTTP/1.0, in Latin-1, each of which
 * takes seconds to book. It knows nothing of 202, of lengths of its answers, or of keeping a connection.
 */
final class LegacyOrders implements AutoCloseable {

    static final int SECONDS = 2;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> orders = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "legacy-orders");
        thread.setDaemon(true);
        return thread;
    });

    LegacyOrders() throws IOException {
        threads.execute(this::accept);
    }

    /** Where it is. */
    String address() {
        return "http://localhost:" + server.getLocalPort() + "/orders";
    }

    /** The first lines of all requests so far. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            asked.add(line);
            int length = 0;
            for (String field = in.readLine(); field != null && !field.isEmpty(); field = in.readLine()) {
                if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(field.substring(15).strip());
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                read += in.read(body, read, length - read);
            }
            OutputStream out = socket.getOutputStream();
            out.write(answer(line.split(" ", 3), new String(body)).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            // The client is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(String[] request, String body) throws InterruptedException {
        if (request[0].equals("POST") && request[1].equals("/orders")) {
            return book(body);
        }
        String order = orders.get(request[1].replaceFirst("^/orders/", ""));
        return order == null ? page("404 Not Found", "<error>no such order</error>") : page("200 OK", order);
    }

    private String book(String body) throws InterruptedException {
        Element order;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            order = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            return page("400 Bad Request", "<error>this is no order</error>");
        }
        Thread.sleep(SECONDS * 1000L);
        String id = Integer.toString(last.incrementAndGet());
        orders.put(id, "<order id=\"" + id + "\" article=\"" + order.getAttribute("article") + "\" booked=\"yes\"/>");
        return page("200 OK", orders.get(id));
    }

    private static String page(String status, String body) {
        return "HTTP/1.0 " + status + "\r\nContent-Type: text/xml; charset=iso-8859-1\r\n\r\n"
                + "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}

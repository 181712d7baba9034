package dev.accepted.handler.sql;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.sql.Form.Format;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Makes handlers that run SQL: {@code handler: sql}. Options:
 *
 * <ul>
 *   <li>{@code data-source}: the JNDI name of a {@code DataSource} of the container; or {@code url}, {@code user}, {@code password},
 *       {@code properties} of the driver, and {@code driver}, its class, if the URL does not tell it: then each job opens a
 *       connection of its own, and closes it.
 *   <li>{@code sql}: a statement; or {@code statements}: a list of them; or {@code call}: a call of a procedure, in JDBC's form
 *       <code>{call p(:a, :b)}</code> or <code>{:r = call f(:a)}</code>, with {@code out}: the parameters that it gives values to,
 *       and their JDBC types. All run in one transaction. {@code :name} stands for the input's member of that name, or the one with
 *       {@code -} for {@code _}; {@code :job_owner}, {@code :job_id} and {@code :job_attempt} for what the job knows. Values are
 *       always bound, as the schema types them; what the schema lets be absent is NULL then, or the schema's default. A list of
 *       scalars is one SQL array.
 *   <li>{@code parameters}: the members of the input and what they are, of which the schema is made unless the settings give one:
 *       {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code date}, {@code time}, {@code date-time},
 *       {@code uuid}; with {@code []} a list of such, with {@code ?} it may be absent.
 *   <li>{@code format}: {@code json} (the default), {@code csv}, {@code xml}, or {@code none}. {@code result-type}: its media type
 *       if another; {@code result-name}: its file name, that of the type by default.
 *   <li>{@code csv-formulas}: {@code escape} (the default), or {@code keep}; see {@link CsvRows}.
 *   <li>{@code max-rows}, {@code max-bytes}: a larger result fails the job; without limit, and 1 GiB, by default.
 *   <li>{@code expected-rows}, a number, or {@code count}, a statement with the same parameters: how many rows there will be, for
 *       the percentage.
 *   <li>{@code read-only}: {@code true}, the default: the connection is told, the transaction is rolled back at the end, and a
 *       statement that has changed rows fails. {@code isolation}: that of the transaction; the connection's by default.
 *   <li>{@code fetch-size}: how many rows are fetched at once, 1000 at most by default.
 * </ul>
 *
 * <p>Not all databases enforce that a connection only reads, and none takes back what a statement does outside of the transaction:
 * the user that reads should be one that cannot write.
 */
public final class SqlFactory implements HandlerFactory {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[^/\\s;]+/[^/\\s;]+(;.*)?");
    private static final long MOST_BYTES = 1L << 30;
    private static final int FETCH_SIZE = 1000;
    private static final int MOST_FETCH_SIZE = 1_000_000;
    private static final Map<String, Integer> ISOLATIONS = Map.of(
            "read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED,
            "read-committed", Connection.TRANSACTION_READ_COMMITTED,
            "repeatable-read", Connection.TRANSACTION_REPEATABLE_READ,
            "serializable", Connection.TRANSACTION_SERIALIZABLE);

    private final Jndi jndi;
    private final Drivers drivers;
    private final InstantSource time;

    /** Asks the container for what is bound. */
    @FunctionalInterface
    public interface Jndi {

        /** What is bound. */
        Object lookup(String name) throws NamingException;
    }

    /**
     * A factory.
     *
     * @param jndi asked at start only, when the container's names are at hand
     * @param drivers for those that name a URL
     * @param time the clock
     */
    public SqlFactory(Jndi jndi, Drivers drivers, InstantSource time) {
        this.jndi = jndi;
        this.drivers = drivers;
        this.time = time;
    }

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public Optional<String> schema(HandlerOptions options) {
        return Optional.of(Declared.of(options).schema());
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        Database database = database(options);
        Work work = new WorkOptions(options).work();
        Form form = form(options);
        String isolation = options.text("isolation").orElse(null);
        if (isolation != null && !ISOLATIONS.containsKey(isolation)) {
            options.fault(
                    "isolation",
                    isolation,
                    "one of "
                            + String.join(
                                    ", ", ISOLATIONS.keySet().stream().sorted().toList()));
        }
        Terms terms =
                new Terms(options.flag("read-only", true), isolation == null ? null : ISOLATIONS.get(isolation), (int)
                        options.number("fetch-size", 1, MOST_FETCH_SIZE, FETCH_SIZE));
        return new SqlHandler(database, work, form, terms, time);
    }

    private Database database(HandlerOptions options) {
        Optional<String> url = options.text("url");
        Optional<String> name = options.text("data-source");
        if (url.isEmpty() && name.isEmpty()) {
            options.fault("data-source", null, "set, or else url");
        }
        if (url.isPresent() && name.isPresent()) {
            options.fault("data-source", name.get(), "left out where there is a url");
        }
        return url.isPresent() ? byUrl(options, url.get()) : byName(options, name.orElse(""));
    }

    private Database byName(HandlerOptions options, String name) {
        try {
            if (name.isEmpty()) {
                return NOWHERE;
            }
            if (jndi.lookup(name) instanceof DataSource source) {
                return source::getConnection;
            }
            options.fault("data-source", name, "the JNDI name of a DataSource, and not of something else");
        } catch (NamingException e) {
            options.fault("data-source", name, "the JNDI name of a DataSource that is bound");
        }
        return NOWHERE;
    }

    private Database byUrl(HandlerOptions options, String url) {
        Properties properties = new Properties();
        options.map("properties").forEach(properties::setProperty);
        options.text("user").ifPresent(user -> properties.setProperty("user", user));
        options.text("password").ifPresent(password -> properties.setProperty("password", password));
        Optional<String> driver = options.text("driver");
        return driver.isPresent()
                ? drivers.ofClass(driver.get())
                        .map(found -> Database.of(found, url, properties))
                        .orElseGet(() -> {
                            options.fault("driver", driver.get(), "the class of a JDBC driver on the class path");
                            return NOWHERE;
                        })
                : drivers.forUrl(url)
                        .map(found -> Database.of(found, url, properties))
                        .orElseGet(() -> {
                            options.fault("url", withoutSecrets(url), "one that a JDBC driver on the class path takes");
                            return NOWHERE;
                        });
    }

    /** A URL may hold a password; its beginning tells enough. */
    private static String withoutSecrets(String url) {
        return url.replaceFirst("^(\\w*:\\w*:?).*", "$1...");
    }

    private static Form form(HandlerOptions options) {
        String word = options.text("format").orElse("json");
        Format format = Stream.of(Format.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(null);
        if (format == null) {
            options.fault("format", word, "json, csv, xml or none");
            format = Format.NONE;
        }
        String mediaType = options.text("result-type").orElse(format.mediaType());
        if (format != Format.NONE && !MEDIA_TYPE.matcher(mediaType).matches()) {
            options.fault("result-type", mediaType, "a media type such as text/csv");
        }
        String formulas = options.text("csv-formulas").orElse("escape");
        if (!formulas.equals("escape") && !formulas.equals("keep")) {
            options.fault("csv-formulas", formulas, "escape or keep");
        }
        return new Form(
                format,
                mediaType,
                options.text("result-name").orElse(null),
                formulas.equals("escape"),
                options.number("max-rows", 1, Long.MAX_VALUE, Long.MAX_VALUE),
                options.number("max-bytes", 1, Long.MAX_VALUE, MOST_BYTES));
    }

    /** Stands in for one that the settings fail to name; the start stops. */
    private static final Database NOWHERE = () -> {
        throw new SQLException("The settings name no database");
    };
}

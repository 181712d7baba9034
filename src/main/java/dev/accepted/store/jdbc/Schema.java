package dev.accepted.store.jdbc;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Our tables. They are brought to what this release needs when it starts; those of a later release are left alone, and nothing
 * starts. They may stand beside the tables of others: all names begin with {@code accepted_}.
 */
final class Schema {

    private final Flyway flyway;

    Schema(Source source) {
        this.flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source.dataSource())
                .locations("classpath:dev/accepted/store/jdbc")
                .table("accepted_schema")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(
                        source.isH2()
                                ? Map.of("text", "varchar", "bytes", "varbinary")
                                : Map.of("text", "text", "bytes", "bytea"))
                .load();
    }

    /**
     * Sees to it that they are as this release needs them.
     *
     * @throws IllegalStateException if they are those of a later release, or one that failed half-way
     */
    void bringUp() {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new IllegalStateException(
                        "The tables in the database are of a later release, version "
                                + applied.getVersion()
                                + ", and this one does not know what they mean, so nothing starts; start the release that made them");
            }
            if (applied.getState() == MigrationState.FAILED) {
                throw new IllegalStateException("The tables in the database are half-way to version "
                        + applied.getVersion()
                        + ", since an upgrade of them failed, so nothing starts; restore them from a backup");
            }
        }
        flyway.migrate();
    }
}

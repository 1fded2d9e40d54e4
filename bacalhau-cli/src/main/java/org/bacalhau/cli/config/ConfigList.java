package org.bacalhau.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.Column;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.NodeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all settings with what they are set to, and by whom. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau config list", "  bacalhau config list --output json"})
public final class ConfigList implements Callable<Integer> {
    private static final List<Column<Line>> COLUMNS =
            List.of(Column.of("key", Line::key), Column.of("value", Line::value), Column.of("set by", Line::setBy));

    private final Session session;

    @Mixin
    private TableOptions table = new TableOptions();

    /**
     * A line of the list.
     *
     * @param key the setting
     * @param value what it is set to, or its default
     * @param setBy who says so; empty for a default
     */
    record Line(String key, String value, String setBy) {
        static Line of(ConfigKey<?> key, NodeConfig config) {
            return new Line(
                    key.name().toLowerCase(Locale.ROOT),
                    config.text(key),
                    config.origin(key).orElse(""));
        }
    }

    /** Creates the command. */
    public ConfigList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NodeConfig config = NodeConfig.read(session.settings());
        List<Line> lines = ConfigKeys.all().stream()
                .filter(key -> key.isUsed() || config.origin(key).isPresent())
                .map(key -> Line.of(key, config))
                .toList();
        table.print(session, COLUMNS, lines, lines);
        return ExitCode.OK.number();
    }
}

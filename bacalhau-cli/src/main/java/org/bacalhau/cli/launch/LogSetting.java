package org.bacalhau.cli.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;

/**
 * Sets Logback up: everything goes to standard error, from the level on that {@code LOG_LEVEL} names. Found by Logback as a
 * service; reading a file of XML would take longer than many a command.
 */
public final class LogSetting extends ContextAwareBase implements Configurator {
    /** The system property with the level if the environment names none; {@code warn} if it is not set. */
    public static final String DEFAULT_LEVEL = "bacalhau.log.level";

    /** Called by Logback. */
    public LogSetting() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        String otherwise = System.getProperty(DEFAULT_LEVEL, "warn");
        root.setLevel(level(System.getenv().getOrDefault("LOG_LEVEL", otherwise)));
        // Jetty tells of each start and stop at "info", which says nothing to an operator.
        context.getLogger("org.eclipse.jetty")
                .setLevel(root.getLevel().isGreaterOrEqual(Level.INFO) ? Level.WARN : null);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "fatal", "panic" -> Level.OFF;
            default -> Level.toLevel(name, Level.WARN);
        };
    }
}

package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How Jackson has to behave to read and write like Go. */
final class JsonSettings {
    /** Deepest nesting that is read: twice what parameters of a job may have, since they lie inside it. */
    static final int DEEPEST = 100;

    /** Longest single text that is read, in characters: more than the largest request that the original takes. */
    static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_KEY = 10_000;

    private JsonSettings() {}

    /** Bounds what is read. */
    static StreamReadConstraints limits() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_KEY)
                .build();
    }

    /** Sets names, defaults and types as Go has them. */
    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                // Only components are parts of a record; what it computes from them is not.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new GoModule()
                        .addSerializer(Double.class, new GoDoubleSerializer())
                        .addSerializer(Double.TYPE, new GoDoubleSerializer())
                        .addSerializer(Instant.class, new GoTimeSerializer())
                        .addDeserializer(Instant.class, new GoTimeDeserializer()));
        // A part that is missing or null is empty, as a zero value of Go is; records say where null is kept instead.
        for (Class<?> type : List.of(String.class, List.class, Map.class)) {
            builder.withConfigOverride(
                    type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        return builder;
    }

    private static final class GoModule extends SimpleModule {
        private static final long serialVersionUID = 1L;

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addValueInstantiators(new RecordInstantiators());
        }
    }

    /** Writes a number in the shortest form, without a fraction if it has none (http-api.md §1.4). */
    private static final class GoDoubleSerializer extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;
        private static final double SMALLEST_PLAIN = 1e-6;
        private static final double LARGEST_PLAIN = 1e21;

        GoDoubleSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(format(value));
        }

        // Zero is "empty", so that it is left out where a record says so.
        @Override
        public boolean isEmpty(SerializerProvider provider, Double value) {
            return value == 0;
        }

        private static String format(double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value);
            }
            BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            double size = Math.abs(value);
            if (size != 0 && (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN)) {
                BigDecimal digits = exact.movePointLeft(exact.precision() - exact.scale() - 1);
                int exponent = exact.precision() - exact.scale() - 1;
                return digits.stripTrailingZeros().toPlainString() + "e" + (exponent < 0 ? "" : "+") + exponent;
            }
            return exact.toPlainString();
        }
    }

    private static final class GoTimeSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        GoTimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(GoTime.format(value));
        }
    }

    private static final class GoTimeDeserializer extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        GoTimeDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(this, "a time is expected");
            }
            try {
                return GoTime.parse(in.getText());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }
}

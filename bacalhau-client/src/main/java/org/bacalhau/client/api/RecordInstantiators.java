package org.bacalhau.client.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.PropertyMetadata;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import java.io.IOException;
import java.util.Arrays;

/**
 * Lets the last of several equal keys count, as in Go. Safe for any thread: there is no state.
 *
 * <p>Jackson creates a record as soon as it has read a value for each component, and fails at a key that comes again
 * after that. So each record gets one more component, whose name no key can match: Jackson then creates it at the end.
 */
final class RecordInstantiators extends ValueInstantiators.Base {
    private static final PropertyName NO_KEY = PropertyName.construct("\0");

    @Override
    public ValueInstantiator findValueInstantiator(
            DeserializationConfig config, BeanDescription description, ValueInstantiator instantiator) {
        return description.getBeanClass().isRecord() ? new Waiting(instantiator) : instantiator;
    }

    private static final class Waiting extends ValueInstantiator.Delegating {
        private static final long serialVersionUID = 1L;

        private final transient ValueInstantiator record;

        Waiting(ValueInstantiator record) {
            super(record);
            this.record = record;
        }

        @Override
        public SettableBeanProperty[] getFromObjectArguments(DeserializationConfig config) {
            SettableBeanProperty[] components = record.getFromObjectArguments(config);
            SettableBeanProperty[] more = Arrays.copyOf(components, components.length + 1);
            more[components.length] = CreatorProperty.construct(
                    NO_KEY,
                    config.constructType(String.class),
                    null,
                    null,
                    null,
                    null,
                    components.length,
                    null,
                    PropertyMetadata.STD_OPTIONAL);
            return more;
        }

        @Override
        public Object createFromObjectWith(
                DeserializationContext context, SettableBeanProperty[] components, PropertyValueBuffer values)
                throws IOException {
            Object[] all = values.getParameters(components);
            return record.createFromObjectWith(context, Arrays.copyOf(all, all.length - 1));
        }
    }
}

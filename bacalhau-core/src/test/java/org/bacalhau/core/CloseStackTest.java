package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything is closed, whatever fails meanwhile. */
class CloseStackTest {
    private final CloseStack stack = new CloseStack();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInTheReverseOrderAndEachPartOnce() {
        add("first");
        add("second");

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("second", "first");
        assertThat(stack.isClosed()).isTrue();
    }

    @Test
    void throwsTheFirstFailureWithTheOthersSuppressed() {
        add("first");
        addFailing(new IOException("third to close"));
        add("second");
        addFailing(new IllegalStateException("first to close"));

        Throwable failure = catchThrowable(stack::close);

        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("first to close");
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IOException.class);
        assertThat(closed).containsExactly("second", "first");
        stack.close();
    }

    @Test
    void anErrorOfOnePartKeepsNoOtherOpen() {
        add("first");
        addFailing(new NoClassDefFoundError("org/example/Missing"));

        assertThatThrownBy(stack::close).hasMessageContaining("org/example/Missing");
        assertThat(closed).containsExactly("first");
    }

    @Test
    void anInterruptDoesNotHurryTheCloseAndIsNotLost() {
        List<Boolean> interrupted = new ArrayList<>();
        stack.add(() -> interrupted.add(Thread.currentThread().isInterrupted()));
        stack.add(() -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });
        Thread.currentThread().interrupt();

        stack.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).containsExactly(false, false);
    }

    private void add(String name) {
        stack.add(() -> closed.add(name));
    }

    private void addFailing(Throwable failure) {
        stack.add(() -> CloseStackTest.<RuntimeException>throwAsIs(failure));
    }

    // Parts may throw anything, also what they do not declare.
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwAsIs(Throwable failure) throws E {
        throw (E) failure;
    }
}

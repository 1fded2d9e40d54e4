package org.bacalhau.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bacalhau.core.model.Page;
import org.jspecify.annotations.Nullable;

/** Walks over a list that is read page by page. For one thread. Keeps one page at a time. */
final class PageIterator<T> implements Iterator<T> {
    private final Function<String, Page<T>> pages;
    private @Nullable String next = "";
    private Iterator<T> items = Collections.emptyIterator();

    private PageIterator(Function<String, Page<T>> pages) {
        this.pages = pages;
    }

    /** Returns all items of all pages; {@code pages} reads the page of a token, empty for the first. */
    static <T> Stream<T> stream(Function<String, Page<T>> pages) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new PageIterator<>(pages), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        // A page may be empty and still have one after it.
        while (!items.hasNext() && next != null) {
            String token = next;
            Page<T> page = pages.apply(token);
            items = page.items().iterator();
            next = token.equals(page.next()) ? null : page.next();
        }
        return items.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the list has ended");
        }
        return items.next();
    }
}

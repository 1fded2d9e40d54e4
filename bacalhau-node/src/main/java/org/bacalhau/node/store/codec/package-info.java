/**
 * How the roles' records are written into a durable store, and read again by this version and later ones.
 *
 * <p>A record is a JSON object in ASCII. Its first field {@code v} is the version of its format; everything that is empty,
 * zero or false is left out. Rules for a change:
 *
 * <ul>
 *   <li>A field is added with a default for the records that lack it; the version stays. Readers skip fields they do not
 *       know.
 *   <li>A field whose meaning changes, or goes away although old readers need it, raises the version. A reader refuses a
 *       version above its own.
 *   <li>Enum constants are stored by name, so a name that was ever released stays.
 * </ul>
 *
 * <p>What is read equals what was written: times to the nanosecond, numbers with their type and all their digits, texts
 * with every character, parameters with nulls. {@link org.bacalhau.node.store.codec.StoredRecords} is the only entry. All
 * classes are safe for any thread.
 */
@NullMarked
package org.bacalhau.node.store.codec;

import org.jspecify.annotations.NullMarked;

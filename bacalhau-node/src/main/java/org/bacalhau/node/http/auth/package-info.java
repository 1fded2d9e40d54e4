/**
 * Who is calling and what they may do (http-api.md §6): {@link org.bacalhau.node.http.auth.AuthMethod}s tell who somebody is,
 * {@link org.bacalhau.node.http.auth.Tokens} say so on later requests, and an {@link
 * org.bacalhau.node.http.auth.AccessPolicy} decides. All is safe for any thread.
 */
@NullMarked
package org.bacalhau.node.http.auth;

import org.jspecify.annotations.NullMarked;

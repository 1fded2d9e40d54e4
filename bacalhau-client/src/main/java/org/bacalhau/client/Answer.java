package org.bacalhau.client;

/**
 * What a node answered. Immutable by convention: nobody changes the bytes.
 *
 * @param status the HTTP status
 * @param body the whole body
 * @param requestId the id under which the node knows the request
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, byte[] body, String requestId) {}

package org.bacalhau.node.http.route;

/** The methods that routes have. HEAD is answered wherever GET is. */
public enum Method {
    GET,
    PUT,
    POST,
    DELETE
}

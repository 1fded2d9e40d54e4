package org.bacalhau.node.http;

import java.io.IOException;
import java.util.List;
import org.bacalhau.node.http.TestNode.Reply;

/**
 * Serves a node that runs {@code noop} jobs, on a free port of this machine, until its standard input ends. Prints the address
 * of the API. For tools that test from outside, such as {@code .ci/schemathesis}.
 */
final class ApiServerMain {
    private ApiServerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            throw new IllegalArgumentException("takes no arguments: " + List.of(args));
        }
        try (TestNode node = TestNode.start()) {
            Reply first = node.ended(node.submit(TestNode.noop("first")));
            if (first.status() != 200) {
                throw new IllegalStateException("the node does not answer: " + first.text());
            }
            System.out.println(node.server().uri());
            while (System.in.read() >= 0) {
                // Whoever started this closes its input, or ends.
            }
        }
    }
}

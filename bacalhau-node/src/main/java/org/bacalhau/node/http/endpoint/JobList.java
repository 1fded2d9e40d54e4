package org.bacalhau.node.http.endpoint;

import java.util.List;
import java.util.Set;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiList;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.node.http.route.Call;
import org.bacalhau.node.http.route.Caller;
import org.bacalhau.node.http.route.Query;
import org.jspecify.annotations.Nullable;

/** Lists jobs page by page (http-api.md §7.2, §17). Immutable. */
final class JobList {
    private static final String BY_MODIFICATION = "modified_at";

    private final Requester requester;

    JobList(Requester requester) {
        this.requester = requester;
    }

    ApiList<ApiJob> page(Call call) {
        Query query = call.query();
        // Read even if a token replaces them: what cannot be read is refused.
        PagingToken asked =
                new PagingToken(query.text("order_by"), query.flag("reverse"), query.number("limit"), "", 0);
        PagingToken place = query.text("next_token").isEmpty() ? asked : PagingToken.parse(query.text("next_token"));
        JobQuery wanted = query(call, place);
        Page<Job> page = fromStore(wanted, place);
        String next = page.next() == null ? "" : next(place, wanted, page).encoded();
        return new ApiList<>(
                next,
                page.items().stream()
                        .filter(job -> call.caller().may(Caller.READ, job.spec().namespace()))
                        .map(JobMapper::toWire)
                        .toList());
    }

    private JobQuery query(Call call, PagingToken place) {
        String namespace = call.query().text("namespace");
        List<LabelRequirement> labels =
                LabelSelector.parse(String.join(",", call.query().all("labels")));
        long limit = place.limit() == 0 ? JobQuery.LARGEST_PAGE : Math.min(place.limit(), JobQuery.LARGEST_PAGE);
        return new JobQuery(
                namespace.isEmpty() || namespace.equals(Caller.ALL_NAMESPACES) ? null : namespace,
                Set.of(),
                labels,
                place.orderBy().equals(BY_MODIFICATION) ? Order.MODIFIED_AT : Order.CREATED_AT,
                place.reverse(),
                (int) limit,
                place.cursor().isEmpty() ? null : place.cursor());
    }

    private Page<Job> fromStore(JobQuery wanted, PagingToken place) {
        JobQuery from = wanted;
        int left = place.offset();
        while (left > 0) {
            int step = Math.min(left, JobQuery.LARGEST_PAGE);
            @Nullable String cursor = requester.jobs(from.limitedTo(step)).next();
            if (cursor == null) {
                return new Page<>(List.of(), null);
            }
            from = from.after(cursor);
            left -= step;
        }
        return requester.jobs(from.limitedTo(wanted.limit()));
    }

    private static PagingToken next(PagingToken place, JobQuery wanted, Page<Job> page) {
        return new PagingToken(place.orderBy(), place.reverse(), wanted.limit(), String.valueOf(page.next()), 0);
    }
}

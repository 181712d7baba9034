package dev.accepted.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.client.JobTypesApi;
import dev.accepted.client.JobTypesApi.APIListJobTypesRequest;
import dev.accepted.client.JobsApi;
import dev.accepted.client.JobsApi.APICancelJobRequest;
import dev.accepted.client.JobsApi.APIGetJobRequest;
import dev.accepted.client.JobsApi.APIGetLogRequest;
import dev.accepted.client.JobsApi.APIGetResultRequest;
import dev.accepted.client.JobsApi.APIListJobsRequest;
import dev.accepted.client.JobsApi.APISubmitJobRequest;
import dev.accepted.client.http.ApiClient;
import dev.accepted.client.http.ApiException;
import dev.accepted.client.http.ApiResponse;
import dev.accepted.client.model.Job;
import dev.accepted.client.model.JobStatus;
import dev.accepted.client.model.Jobs;
import dev.accepted.client.model.ListedJob;
import dev.accepted.client.model.Submission;
import dev.accepted.container.ApplicationTest;
import java.io.File;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that was generated from the document alone submits, waits, cancels and pages; nothing else here speaks HTTP. */
class GeneratedClientTest extends ApplicationTest {

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]+)");

    private JobsApi jobs;
    private JobTypesApi types;

    @Override
    protected String settings() {
        return "accepted: {types: {demo: {handler: demo}}}";
    }

    @BeforeEach
    void signIn() {
        ApiClient client = new ApiClient() {
            @Override
            public HttpClient getHttpClient() {
                return new CheckedClient(super.getHttpClient());
            }
        };
        client.updateBaseUri(jetty.base());
        String credentials = Base64.getEncoder().encodeToString("user:user".getBytes(StandardCharsets.UTF_8));
        client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + credentials));
        jobs = new JobsApi(client);
        types = new JobTypesApi(client);
    }

    @Test
    void submitsWaitsAndReadsTheResult() throws Exception {
        assertThat(types.listJobTypes(APIListJobTypesRequest.newBuilder().build()).getJobTypes().getJobType())
                .singleElement()
                .satisfies(type -> assertThat(type.getName()).isEqualTo("demo"));
        String id = submit("PT0.3S", "generated");
        assertThat(jobs.getResultWithHttpInfo(result(id)).getStatusCode())
                .isEqualTo(202);
        Job job = ended(id);
        assertThat(job.getJobStatus()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.getPercentComplete()).isEqualTo("100");
        assertThat(job.getLinks()).anySatisfy(link -> assertThat(link.getRel()).isEqualTo("result"));
        ApiResponse<File> result = jobs.getResultWithHttpInfo(result(id));
        assertThat(result.getStatusCode()).isEqualTo(200);
        assertThat(Files.readString(result.getData().toPath())).isEqualTo("generated");
        assertThat(jobs.getLog(APIGetLogRequest.newBuilder().id(id).build())).contains("Step 10 of 10");
    }

    @Test
    void cancels() throws Exception {
        String id = submit("PT10M", "never");
        jobs.cancelJob(APICancelJobRequest.newBuilder().id(id).build());
        assertThat(ended(id).getJobStatus()).isEqualTo(JobStatus.CANCELLED);
        assertThatThrownBy(() -> jobs.getResult(result(id)))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    assertThat(refused.getResponseBody()).contains("\"code\":\"job-cancelled\"");
                });
    }

    @Test
    void walksThroughAllPages() throws Exception {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            submitted.add(submit("PT0S", "page"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Jobs page = jobs.listJobs(APIListJobsRequest.newBuilder().type(List.of("demo")).limit(3).cursor(cursor).build())
                    .getJobs();
            assertThat(page.getJob()).hasSizeLessThanOrEqualTo(3);
            page.getJob().stream().map(ListedJob::getId).forEach(seen::add);
            cursor = cursor(page.getNext());
        } while (cursor != null);
        assertThat(seen).containsAll(submitted).doesNotHaveDuplicates();
    }

    @Test
    void isToldWhatIsWrong() {
        assertThatThrownBy(() -> jobs.submitJob(APISubmitJobRequest.newBuilder().submission(new Submission().type("none")).build()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(422));
    }

    private String submit(String duration, String result) throws ApiException {
        return jobs.submitJob(APISubmitJobRequest.newBuilder().submission(new Submission().type("demo").input(Map.of("duration", duration, "result", result))).build())
                .getTask()
                .getId();
    }

    /** Waits as the document says that one can: the server answers when the job has ended, or after ten seconds. */
    private Job ended(String id) throws ApiException {
        Job job = jobs.getJob(APIGetJobRequest.newBuilder().id(id).prefer("wait=10").build()).getJob();
        for (int asked = 1; job.getEndTime().isEmpty(); asked++) {
            assertThat(asked).as("asked too often").isLessThan(10);
            job = jobs.getJob(APIGetJobRequest.newBuilder().id(id).prefer("wait=10").build()).getJob();
        }
        return job;
    }

    private static APIGetResultRequest result(String id) {
        return APIGetResultRequest.newBuilder().id(id).build();
    }

    private static String cursor(String next) {
        Matcher cursor = CURSOR.matcher(next == null ? "" : next);
        return cursor.find() ? cursor.group(1) : null;
    }
}

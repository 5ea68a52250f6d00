package io.lingzhi.assistant.http;

/** Ends the reading of a request that cannot be served; the edge answers with the problem. */
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail().english());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

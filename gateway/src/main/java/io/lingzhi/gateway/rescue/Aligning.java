package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.util.List;

/**
 * The other answer begins anew. It is compared with what was told, and nothing of it follows until it has said all of
 * that again: the same texts letter by letter, the same tool calls in the same order. Its thoughts are left out until
 * then. Ids of tool calls may differ; the client keeps the first ones.
 */
final class Aligning implements Phase {
    private final Told told;
    /** The unit being compared. */
    private int at;
    /** How much of that unit has been said again. */
    private final StringBuilder said = new StringBuilder();

    private boolean inThought;

    Aligning(Told told) {
        this.told = told;
    }

    @Override
    public Phase accept(StreamEvent event, List<StreamEvent> next) throws DivergedException {
        return switch (event) {
            case StreamEvent.Started _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.ThinkingSigned _,
                    StreamEvent.Cited _ -> this;
            case StreamEvent.PartStarted(PartHead head) -> begin(head, event, next);
            case StreamEvent.TextDelta(String text) -> text(text, next);
            case StreamEvent.ArgumentsDelta(String fragment) -> arguments(fragment, next);
            case StreamEvent.PartFinished() -> finishPart(next);
            case StreamEvent.UsageReported _, StreamEvent.Finished _ -> follow(event, next);
            case StreamEvent.Failed _ -> throw new IllegalStateException("a failed attempt is no answer");
        };
    }

    private boolean allSaid() {
        int last = told.units().size() - 1;
        return at > last
                || (at == last
                        && unit().isText()
                        && said.length() == unit().content().length());
    }

    private ToldPart unit() {
        return told.units().get(at);
    }

    private Phase begin(PartHead head, StreamEvent event, List<StreamEvent> next) throws DivergedException {
        if (head instanceof PartHead.Thinking) {
            inThought = true;
            return this;
        }
        if (head instanceof PartHead.Text && at < told.units().size() && unit().isText()) {
            return this;
        }
        if (allSaid()) {
            return follow(event, next);
        }
        if (unit().isText() && said.length() == unit().content().length()) {
            at++;
            said.setLength(0);
        }
        boolean same = head instanceof PartHead.ToolCall(String ignored, String name)
                && unit().head() instanceof PartHead.ToolCall(String alsoIgnored, String toldName)
                && name.equals(toldName);
        if (!same) {
            throw new DivergedException("another part comes than was told");
        }
        return this;
    }

    private Phase text(String text, List<StreamEvent> next) throws DivergedException {
        said.append(text);
        String expected = unit().content();
        if (said.length() <= expected.length()) {
            require(expected.startsWith(said.toString()));
            return this;
        }
        require(said.indexOf(expected) == 0 && at == told.units().size() - 1);
        told.goOn(said.substring(expected.length()), next);
        return new Following();
    }

    /** A call whose end was told is compared when it is whole, since the same arguments can be written in many ways. */
    private Phase arguments(String fragment, List<StreamEvent> next) throws DivergedException {
        said.append(fragment);
        if (unit().closed()) {
            return this;
        }
        String expected = unit().content();
        if (said.length() <= expected.length()) {
            require(expected.startsWith(said.toString()));
            return this;
        }
        require(said.indexOf(expected) == 0);
        next.add(new StreamEvent.ArgumentsDelta(said.substring(expected.length())));
        return new Following();
    }

    private Phase finishPart(List<StreamEvent> next) throws DivergedException {
        if (inThought) {
            inThought = false;
            return this;
        }
        if (unit().isText()) {
            return this;
        }
        require(sameArguments(unit().content(), said.toString()));
        if (!unit().closed()) {
            next.add(new StreamEvent.PartFinished());
            return new Following();
        }
        at++;
        said.setLength(0);
        return this;
    }

    private static boolean sameArguments(String told, String said) {
        try {
            return told.equals(said) || Json.parse(told).equals(Json.parse(said));
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private Phase follow(StreamEvent event, List<StreamEvent> next) throws DivergedException {
        require(allSaid());
        told.close(next);
        next.add(event);
        return new Following();
    }

    private static void require(boolean same) throws DivergedException {
        if (!same) {
            throw new DivergedException("the other answer says something else than was told");
        }
    }
}

using System.Text.Json;
using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Engines.Pipelines;

/// <summary>One attempt of a pipeline: goes on after the steps that attempts before it have ended.</summary>
internal sealed class PipelineRun(PipelinePlan plan, EngineRun run, TimeProvider time) : IDisposable
{
    private const int OutputAtFirst = 64 * 1024;

    private readonly StepOutcome?[] _outcomes = new StepOutcome?[plan.Steps.Count];
    private readonly StepPositions _positions = new(plan);
    private readonly List<PooledWriter> _outputs = [];

    // Steps run one after the other: only the first one that has no outcome can have been under way in a lost attempt.
    private bool _maybeBegun = run.EarlierAttemptLost;

    public void Dispose()
    {
        _positions.Dispose();
        _outputs.ForEach(output => output.Dispose());
    }

    /// <exception cref="EngineFailedException">A step failed that the others do not go on without.</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var checkpoint in await run.Checkpoints.ReadAsync(cancellationToken))
        {
            _outcomes[plan.IndexOf(checkpoint.Name)] = StepJournal.Read(checkpoint);
        }

        foreach (var step in plan.Order.Select(place => plan.Steps[place]).Where(step => _outcomes[step.Index] is null))
        {
            var started = time.GetTimestamp();
            var outcome = SkipReason(step) is { } reason
                ? new StepOutcome(StepStatus.Skipped, run.Attempt, 0) { Reason = reason }
                : await RunAsync(step, cancellationToken) with { DurationMs = Milliseconds(time.GetElapsedTime(started)) };
            if (outcome.Error is { } error && !step.SkipsOnError)
            {
                throw new EngineFailedException(error.Code, $"Step \"{step.Id}\" ({step.Engine.Descriptor.Id}): {error.Message}", error.Retriable)
                {
                    RetryAfter = error.RetryAfter,
                };
            }

            _outcomes[step.Index] = outcome;
            if (run.Checkpoints.Keeps)
            {
                await run.Checkpoints.SaveAsync(StepJournal.Write(step.Id, outcome), cancellationToken);
            }
        }
    }

    /// <summary>Writes <c>steps</c> and <c>results</c>.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("steps");
        foreach (var step in plan.Steps)
        {
            var outcome = _outcomes[step.Index]!;
            writer.WriteStartObject();
            writer.WriteString("id", step.Id);
            writer.WriteString("engine", step.Engine.Descriptor.Id);
            outcome.WriteMembers(writer);
            if (outcome.Result is { } result && JsonLookup.Find(result, ["quality"]) is { } quality)
            {
                writer.WritePropertyName("quality");
                writer.WriteRawValue(quality.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("results");
        foreach (var id in plan.Returned)
        {
            if (_outcomes[plan.IndexOf(id)]!.Result is { } result)
            {
                writer.WritePropertyName(id);
                writer.WriteRawValue(result.Span, skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    /// <summary>Why a step does not run; null where it does.</summary>
    private string? SkipReason(Step step)
    {
        var holds = step.When switch
        {
            Condition.OfStep condition => _outcomes[plan.IndexOf(condition.Id)]!.Status == condition.Status,
            Condition.OfValue condition => condition.Holds(Find(condition.Reference)),
            _ => true,
        };
        if (!holds)
        {
            return "Its condition does not hold.";
        }

        var absent = step.Needs.Where(place => _outcomes[place]!.Status != StepStatus.Succeeded).Select(place => plan.Steps[place].Id).ToList();
        return absent.Count == 0 ? null : $"It needs {string.Join(", ", absent)}, which has no result.";
    }

    private ReadOnlyMemory<byte>? Find(Reference reference)
    {
        if (reference.Step is not { } id)
        {
            return InputLookup.Find(plan.Input, reference.Path);
        }

        return _outcomes[plan.IndexOf(id)]!.Result is { } result ? JsonLookup.Find(result, reference.Path) : null;
    }

    private async ValueTask<StepOutcome> RunAsync(Step step, CancellationToken cancellationToken)
    {
        var (call, error) = step.Call is { } prepared ? (prepared, null) : Prepare(step);
        var output = new PooledWriter(OutputAtFirst);
        _outputs.Add(output);
        if (call is not null)
        {
            error = await new StepAttempt(step, call, time).RunAsync(OwnRun(step), output, cancellationToken);
        }

        if (error is not null)
        {
            return new StepOutcome(StepStatus.Failed, run.Attempt, 0) { Error = error };
        }

        if (step.Positions is not null)
        {
            _positions.Keep(step, ((ITrackCall)call!).Kept);
        }

        return new StepOutcome(StepStatus.Succeeded, run.Attempt, 0) { Result = output.WrittenMemory };
    }

    /// <summary>A receiver tells a repetition of this step by the execution and the step.</summary>
    private EngineRun OwnRun(Step step)
    {
        var own = run with
        {
            IdempotencyKey = $"{run.IdempotencyKey}.{step.Id}",
            EarlierAttemptLost = _maybeBegun,
            Checkpoints = Checkpoints.NoCheckpoints.Instance,
        };
        _maybeBegun = false;
        return own;
    }

    /// <summary>Reads the input of a step that had to wait for others.</summary>
    private (IPreparedCall? Call, StepError? Error) Prepare(Step step)
    {
        PositionColumns? columns = null;
        if (step.Positions is not null)
        {
            (columns, var fault) = _positions.Given(step, place => _outcomes[place]!.Result);
            if (fault is not null)
            {
                return (null, Refused($"/positions: {fault}"));
            }
        }

        var (json, missing) = InputBuilder.Build(step.Input, Find, columns is null ? null : PositionReader.Member);
        if (missing is not null)
        {
            return (null, Refused($"there is nothing at \"{missing.Text}\""));
        }

        // What the references brought in is as long and as deep as they like; an engine is promised what a body is held to.
        if (json.Length > JsonLimits.MaxBytes)
        {
            return (null, Refused($"with what its references find it is more than {JsonLimits.MaxBytes} bytes."));
        }

        if (JsonInspection.Of(json).Fault is { } why)
        {
            return (null, Refused($"with what its references find it could not be sent as a body. {why}"));
        }

        var request = new EngineRequest("run", json);
        var preparation = columns is null ? step.Engine.Prepare(request) : ((ITrackEngine)step.Engine).Prepare(request, columns);
        return preparation switch
        {
            Preparation.Ready ready => (ready.Call, null),
            Preparation.Refused refused =>
                (null, Refused(string.Join(' ', refused.Errors.Take(5).Select(fault => $"{fault.Pointer}: {fault.Detail}")))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static StepError Refused(string why) => new(ErrorCodes.Validation, $"This is not an input for it: {why}", false);
}

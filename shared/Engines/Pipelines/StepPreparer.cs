using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Pipelines;

/// <summary>Holds the input of each step against its engine, as far as it is known before anything runs.</summary>
internal sealed class StepPreparer(PipelineReader read, IEngine?[] engines, IReadOnlyDictionary<string, int> places, InputErrors errors)
{
    private readonly RequestPositions _positions = new(read, errors);

    /// <summary>Every column buffer that steps work on.</summary>
    public IReadOnlyList<PositionColumns> Columns => _positions.All;

    /// <returns>Null where the step is not known well enough.</returns>
    public Step? Prepare(StepDraft draft, int place, IReadOnlyList<int> needs)
    {
        if (engines[place] is not { } engine || draft.Input is not { } input)
        {
            return null;
        }

        var source = SourceOf(engine, draft, input);
        CheckPositionReferences(draft, input, source);
        var step = new Step(
            place, draft.Id, engine, input, draft.When, draft.SkipsOnError, draft.Timeout ?? engine.Descriptor.DefaultTimeout, needs, source);
        var known = input.Members.Where(member => source is null || member.Name != PositionReader.Member)
            .SelectMany(member => member.Holes).All(hole => hole.Reference.Step is null);
        return known ? step with { Call = Prepare(step, draft) } : step;
    }

    private PositionSource? SourceOf(IEngine engine, StepDraft draft, InputObject input)
    {
        if (engine is not ITrackEngine || input.Find(PositionReader.Member) is not { } member)
        {
            return null;
        }

        return member.Whole switch
        {
            { Step: not null } reference => new PositionSource(null, reference),
            { } reference => _positions.Of(reference) is { } columns ? new PositionSource(columns, null) : null,
            null when member.Holes.Count == 0 => _positions.Of(input) is { } columns ? new PositionSource(columns, null) : null,
            null => null,
        };
    }

    /// <summary>What a step goes on with is columns, no JSON: only the positions of a step on tracks can be that.</summary>
    private void CheckPositionReferences(StepDraft draft, InputObject input, PositionSource? source)
    {
        foreach (var reference in input.References.Where(reference => reference.IsPositions && IsTrack(reference)))
        {
            if (source?.Reference != reference)
            {
                errors.Add(
                    $"{draft.Pointer}/input",
                    $"Found \"{reference.Text}\"; what a step goes on with can be the positions of a step on tracks, and nothing else.");
            }
        }
    }

    private bool IsTrack(Reference reference) => places.TryGetValue(reference.Step!, out var place) && engines[place] is ITrackEngine;

    /// <returns>The call; null where it must wait for the positions, or is none.</returns>
    private IPreparedCall? Prepare(Step step, StepDraft draft)
    {
        var without = step.Positions is null ? null : PositionReader.Member;
        var (json, missing) = InputBuilder.Build(step.Input, reference => InputLookup.Find(read.Input, reference.Path), without);
        if (missing is not null)
        {
            return null;
        }

        var request = new EngineRequest("run", json);

        // With no positions until they are known: the rest is checked all the same.
        using var none = new PositionColumns(0);
        var preparation = step.Positions is { } source
            ? ((ITrackEngine)step.Engine).Prepare(request, source.Columns ?? none)
            : step.Engine.Prepare(request);
        if (preparation is Preparation.Refused refused)
        {
            foreach (var error in refused.Errors)
            {
                errors.Add($"{draft.Pointer}/input{error.Pointer}", error.Detail);
            }
        }

        return preparation is Preparation.Ready ready && step.Positions?.Reference is null ? ready.Call : null;
    }
}

using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Compares the steps of a pipeline with each other and with the engines; every fault is reported, and nothing runs.</summary>
internal sealed class PlanBuilder(PipelineReader read, EngineCatalogue catalogue, InputErrors errors)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly IEngine?[] _engines = new IEngine?[read.Steps.Count];

    /// <returns>Null where something is wrong.</returns>
    public PipelinePlan? Build()
    {
        for (var i = 0; i < read.Steps.Count; i++)
        {
            CheckNames(i);
        }

        var needs = read.Steps.Select((step, i) => Places(step.Input?.References ?? [], $"{step.Pointer}/input", i)).ToList();
        var waits = read.Steps.Select((step, i) => WaitsFor(step, i, needs[i])).ToList();
        foreach (var unknown in read.Returned?.Where(id => !_places.ContainsKey(id)) ?? [])
        {
            errors.Add("/return", $"There is no step \"{unknown}\".");
        }

        var (order, circle) = StepOrder.Of(waits);
        if (order is null)
        {
            var round = string.Join(" → ", circle.Select(i => read.Steps[i].Id));
            errors.Add("/steps", $"These steps wait for each other: {round}; take one of the references out.");
        }

        // In the order of the request, so that faults come in it; what a step's positions are depends on engines, not on the order.
        var preparer = new StepPreparer(read, _engines, _places, errors);
        var steps = read.Steps.Select((draft, i) => preparer.Prepare(draft, i, [.. needs[i].Order()])).ToList();
        return errors.Count > 0
            ? null
            : new PipelinePlan(
                read.Input, [.. steps.Select(step => step!)], order!, [.. (read.Returned ?? read.Steps.Select(step => step.Id)).Distinct()],
                preparer.Columns);
    }

    private void CheckNames(int place)
    {
        var step = read.Steps[place];
        if (step.Id.Length > 0 && !_places.TryAdd(step.Id, place))
        {
            errors.Add($"{step.Pointer}/id", $"Found \"{step.Id}\" again; expected an id that no other step has.");
        }

        if (step.EngineId == PipelineEngine.Id)
        {
            errors.Add($"{step.Pointer}/engine", "A pipeline is no step of a pipeline; put its steps here.");
        }
        else if (catalogue.Find(step.EngineId) is { } engine)
        {
            _engines[place] = engine;
        }
        else if (step.EngineId.Length > 0)
        {
            errors.Add($"{step.Pointer}/engine", $"There is no engine \"{step.EngineId}\"; GET /api/v1/engines lists them.");
        }
    }

    private HashSet<int> WaitsFor(StepDraft step, int place, HashSet<int> needs)
    {
        HashSet<int> all = [.. needs];
        switch (step.When)
        {
            case Condition.OfValue { Reference: var reference }:
                all.UnionWith(Places([reference], $"{step.Pointer}/when/ref", place));
                break;
            case Condition.OfStep { Id: var id }:
                all.UnionWith(Places([new Reference(id, id, [])], $"{step.Pointer}/when/step", place));
                break;
            default:
                break;
        }

        return all;
    }

    /// <summary>The places of the steps that are referred to; references to nothing are reported.</summary>
    private HashSet<int> Places(IEnumerable<Reference> references, string pointer, int place)
    {
        var places = new HashSet<int>();
        foreach (var reference in references)
        {
            if (reference.Step is null)
            {
                CheckInput(reference, pointer);
            }
            else if (!_places.TryGetValue(reference.Step, out var other))
            {
                errors.Add(pointer, $"Found \"{reference.Text}\"; there is no step \"{reference.Step}\".");
            }
            else if (other == place)
            {
                errors.Add(pointer, $"Found \"{reference.Text}\"; a step cannot wait for itself.");
            }
            else
            {
                places.Add(other);
            }
        }

        return places;
    }

    private void CheckInput(Reference reference, string pointer)
    {
        // A condition may ask whether it is there.
        var isCondition = pointer.EndsWith("/when/ref", StringComparison.Ordinal);
        if (!isCondition && InputLookup.Find(read.Input, reference.Path) is null)
        {
            errors.Add(pointer, $"Found \"{reference.Text}\"; the pipeline's input has no such value.");
        }
    }
}

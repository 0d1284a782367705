using System.Collections.Frozen;

namespace TlEngine.Engines;

/// <summary>All engines by id, frozen at start; two engines of one id stop the start.</summary>
public sealed class EngineCatalogue
{
    private readonly FrozenDictionary<string, IEngine> _byId;

    public EngineCatalogue(IEnumerable<IEngine> engines)
    {
        IEngine[] all = [.. engines.OrderBy(engine => engine.Descriptor.Id, StringComparer.Ordinal)];
        var doubled = all.CountBy(engine => engine.Descriptor.Id).FirstOrDefault(count => count.Value > 1).Key;
        if (doubled is not null)
        {
            throw new InvalidOperationException($"Two engines are registered as '{doubled}'; give one of them another id.");
        }

        _byId = all.ToFrozenDictionary(engine => engine.Descriptor.Id, StringComparer.Ordinal);
        All = all;
    }

    /// <summary>Ordered by id.</summary>
    public IReadOnlyList<IEngine> All { get; }

    public IEngine? Find(string engineId) => _byId.GetValueOrDefault(engineId);
}

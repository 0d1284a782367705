using System.Collections.ObjectModel;

namespace PostHog;

/// <summary>The groups that an event belongs to: type (company, for example) → key.</summary>
public class GroupCollection
{
    private readonly Dictionary<string, string> _groups = [];

    public int Count => _groups.Count;

    /// <exception cref="ArgumentException">A group of that type is there already.</exception>
    public void Add(string groupType, string groupKey) => _groups.Add(groupType, groupKey);

    internal ReadOnlyDictionary<string, string> ToReadOnly() => _groups.AsReadOnly();
}

using System.Text.RegularExpressions;
using TlEngine.Keda.Manifests;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>Names, namespaces and labels after RFC 1123, which CRD schemas do not check.</summary>
internal static partial class ObjectNames
{
    public static IEnumerable<string> Problems(Manifest manifest)
    {
        // Services are DNS labels; most other names may have dots.
        var name = manifest.Kind is "Service" or "Namespace" ? Label() : Subdomain();
        if (manifest.Name.Length is 0 or > 253 || !name.IsMatch(manifest.Name))
        {
            yield return $"/metadata/name \"{manifest.Name}\" is no name";
        }

        if (manifest.Namespace.Length > 0 && !Label().IsMatch(manifest.Namespace))
        {
            yield return $"/metadata/namespace \"{manifest.Namespace}\" is no namespace";
        }

        foreach (var (key, value) in manifest.Root.Members("metadata", "labels"))
        {
            if (!LabelKey().IsMatch(key) || !LabelValue().IsMatch(value.Text() ?? ""))
            {
                yield return $"/metadata/labels/{key} \"{value}\" is no label";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelKey();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();
}

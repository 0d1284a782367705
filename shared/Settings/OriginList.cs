namespace TlEngine.Settings;

/// <summary>Reads CORS_ALLOWED_ORIGINS: origins as browsers write them, since they are compared letter by letter.</summary>
internal static class OriginList
{
    public static IReadOnlyList<string> Read(IReadOnlyList<string> origins, List<string> faults)
    {
        foreach (var origin in origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                faults.Add(
                    $"CORS_ALLOWED_ORIGINS has \"{origin}\"; expected origins such as https://app.example.com, with commas between.");
            }
            else if (url.GetLeftPart(UriPartial.Authority) is var written && written != origin)
            {
                faults.Add($"CORS_ALLOWED_ORIGINS has \"{origin}\"; a browser writes this origin as {written}.");
            }
        }

        return origins;
    }
}

using TlEngine.Engines;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>docs/engines/{id}.svg. With UPDATE_ENGINE_PAGES=1 it is written anew.</summary>
internal static class PictureFile
{
    public static string PathOf(string engineId) => RepositoryRoot.File($"docs/engines/{engineId}.svg");

    public static void AssertIs(string engineId, Picture picture)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_ENGINE_PAGES") == "1")
        {
            File.WriteAllText(PathOf(engineId), picture.ToString());
        }

        Assert.Equal(picture.ToString(), File.ReadAllText(PathOf(engineId)));
    }
}

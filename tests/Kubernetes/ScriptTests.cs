using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>
/// The scripts against a kubectl that writes down what it is asked: which cluster commands, in which order, and what they refuse.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-scripts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pause_SetsEveryScaledObjectToZeroAndWaitsForThePods()
    {
        var run = await RunAsync("pause.sh", "dev");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "annotate scaledobject --all --namespace tl-engine-dev --overwrite autoscaling.keda.sh/paused-replicas=0",
                "wait --for=delete pod --selector app.kubernetes.io/part-of=tl-engine,app.kubernetes.io/name notin "
                    + "(engine-prepare,engine-backup) --namespace tl-engine-dev --timeout=120s",
            ],
            run.Calls);
    }

    [Fact]
    public async Task Pause_WaitsForPodsOfDeploymentsAlone_NotForThoseOfEndedJobs()
    {
        var manifests = await Kustomize.LoadAsync(RepositoryRoot.File("keda"), "dev", CancellationToken.None);
        var selector = (await RunAsync("pause.sh", "dev")).Calls[1];
        var left = manifests.All.Where(manifest => manifest.PodTemplate is not null && manifest.Kind != "Deployment");
        Assert.NotEmpty(left);
        Assert.All(left, job => Assert.Contains(job.Name, selector, StringComparison.Ordinal));
        Assert.All(manifests.Of("Deployment"), deployment => Assert.DoesNotContain(deployment.Name, selector, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pause_KedaDoesNotAnswer_ScalesDownWithoutIt()
    {
        var run = await RunAsync("pause.sh", "staging", """
            wait\ *) [ -e scaled ] ;;
            scale\ *) touch scaled ;;
            """);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("scale deployment --all --namespace tl-engine-staging --replicas=0", run.Calls);
    }

    [Fact]
    public async Task Resume_TakesThePauseAway()
    {
        var run = await RunAsync("resume.sh", "dev");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("autoscaling.keda.sh/paused-replicas-", Assert.Single(run.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("rollback.sh")]
    public async Task ArgoCdIsThere_Refuses(string script)
    {
        var run = await RunAsync(script, "dev");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["get crd applications.argoproj.io"], run.Calls);
    }

    [Fact]
    public async Task Deploy_PreparesFirstThenAppliesEverything()
    {
        var run = await RunAsync("deploy.sh", "dev", NoArgo + """
            get\ job*) echo Complete ;;
            get\ deployment*) echo deployment.apps/engine-api ;;
            """);
        Assert.Equal(0, run.ExitCode);
        var applied = run.Calls.Where(call => call.StartsWith("apply", StringComparison.Ordinal)
            || call.StartsWith("get job", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, applied.Count);
        Assert.EndsWith("namespace.yaml", applied[0], StringComparison.Ordinal);
        Assert.EndsWith("--selector app.kubernetes.io/name=engine-prepare", applied[1], StringComparison.Ordinal);
        Assert.StartsWith("get job engine-prepare", applied[2], StringComparison.Ordinal);
        Assert.DoesNotContain("--selector", applied[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_PreparationFails_ChangesNothingElse()
    {
        var run = await RunAsync("deploy.sh", "dev", NoArgo + "get\\ job*) echo Failed ;;\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Calls.Count(call => call.StartsWith("apply", StringComparison.Ordinal)));
        Assert.Contains(run.Calls, call => call.StartsWith("logs job/engine-prepare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_SecretMissing_SaysHowToMakeIt()
    {
        var run = await RunAsync("deploy.sh", "dev", NoArgo + "get\\ secret\\ engine-scaler-broker*) exit 1 ;;\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("make secrets ENV=dev", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownEnvironment_IsRefusedBeforeAnything()
    {
        var run = await RunAsync("pause.sh", "production");
        Assert.Equal(64, run.ExitCode);
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task Secrets_GoThroughFilesAndAreNeverShown()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env.dev"), """
            # comment
            DATABASE_URL=postgresql://u:older@pooler/enginedb
            DATABASE_URL="postgresql://u:hunter2@pooler/enginedb"
            AMQP_URL=amqps://u:hunter2@broker/v
            LOG_LEVEL=
            ENVIRONMENT=local
            SCALER_DATABASE_URL=postgresql://u:hunter2@direct/enginedb
            SCALER_BROKER_URL=https://user:p%40ss%2Fword@broker.example.com/tl%3Aengine
            """ + Rest.ReplaceLineEndings("\r\n"));
        var run = await RunAsync("secrets.sh", "dev", """
            create\ *) for a in "$@"; do if [ -f "$a" ]; then printf '%s=' "$(basename "$a")"; cat "$a"; echo; fi; done >> content ;;
            """);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("hunter2", run.Output + run.Error + string.Join('\n', run.Calls), StringComparison.Ordinal);
        var content = await File.ReadAllTextAsync(Path.Combine(_folder, "content"));
        Assert.Contains("host=https://broker.example.com\n", content, StringComparison.Ordinal);
        Assert.Contains("vhost=tl:engine\n", content, StringComparison.Ordinal);
        Assert.Contains("password=p@ss/word\n", content, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL=postgresql://u:hunter2@pooler/enginedb\n", content, StringComparison.Ordinal);
        Assert.Contains("ADMIN_API_KEY=hunter2-admin\n", content, StringComparison.Ordinal);
        Assert.DoesNotContain("older", content, StringComparison.Ordinal);
        Assert.DoesNotContain("LOG_LEVEL", content, StringComparison.Ordinal);
        // An annotation with a copy of every value is what applying on the client's side would leave.
        Assert.Equal(3, run.Calls.Count(call => call == "apply --server-side --force-conflicts --filename -"));
        Assert.DoesNotContain("ENVIRONMENT", content, StringComparison.Ordinal);
        Assert.DoesNotContain("SCALER", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_SomethingMissing_NamesAllOfIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "DATABASE_URL=postgresql://u:p@h/d\n");
        var run = await RunAsync("secrets.sh", "dev");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("lacks REDIS_URL AMQP_URL AWS_ACCESS_KEY_ID", run.Error, StringComparison.Ordinal);
        Assert.Contains("ADMIN_API_KEY SCALER_DATABASE_URL SCALER_BROKER_URL", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task Secrets_OfTheSampleForThisMachine_AreRefused()
    {
        var sample = (await File.ReadAllTextAsync(RepositoryRoot.File(".env.example")))
            .Replace("TL_PLANE_API_KEY=", "TL_PLANE_API_KEY=hunter2", StringComparison.Ordinal)
            .Replace("ADMIN_API_KEY=", "ADMIN_API_KEY=hunter2", StringComparison.Ordinal)
            .Replace("SCALER_DATABASE_URL=", "SCALER_DATABASE_URL=postgresql://u:hunter2@direct/enginedb", StringComparison.Ordinal)
            .Replace("SCALER_BROKER_URL=", "SCALER_BROKER_URL=https://u:hunter2@broker.example.com/v", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), sample);
        var run = await RunAsync("secrets.sh", "dev");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("DATABASE_URL REDIS_URL AMQP_URL AWS_S3_ENDPOINT_URL lead to this machine", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }

    [Theory]
    [InlineData("secrets.sh")]
    [InlineData("deploy.sh")]
    [InlineData("rollback.sh")]
    [InlineData("status.sh")]
    [InlineData("pause.sh")]
    [InlineData("resume.sh")]
    public async Task KubectlMissing_SaysWhereItComesFrom(string script)
    {
        var run = await StartWithAsync(OnlyBash(), Path.Combine(RepositoryRoot.File("keda"), "scripts", script), "dev");
        Assert.Equal(69, run.ExitCode);
        Assert.Contains("https://kubernetes.io/docs/tasks/tools", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetImage_WritesTheDigestWhateverStoodThere()
    {
        var scripts = Directory.CreateDirectory(Path.Combine(_folder, "keda", "scripts")).FullName;
        var overlay = Directory.CreateDirectory(Path.Combine(_folder, "keda", "overlays", "dev", "app")).FullName;
        File.Copy(Path.Combine(RepositoryRoot.File("keda"), "scripts", "set-image.sh"), Path.Combine(scripts, "set-image.sh"));
        File.Copy(Path.Combine(RepositoryRoot.File("keda"), "overlays", "dev", "app", "kustomization.yaml"),
            Path.Combine(overlay, "kustomization.yaml"));
        foreach (var digit in "ab")
        {
            var image = $"registry.example.com/other@sha256:{new string(digit, 64)}";
            Assert.Equal(0, (await StartAsync(Path.Combine(scripts, "set-image.sh"), "dev", image)).ExitCode);
            var images = YamlTree.ParseFile(Path.Combine(overlay, "kustomization.yaml")).Items("images").Single();
            Assert.Equal(["name", "newName", "digest"], images.Members().Select(member => member.Key));
            Assert.Equal(image, $"{images.Text("newName")}@{images.Text("digest")}");
        }

        Assert.Equal(64, (await StartAsync(Path.Combine(scripts, "set-image.sh"), "dev", "registry.example.com/other:latest")).ExitCode);
    }

    [Theory]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=404", 0)]
    [InlineData("/health=200 /ready=503 /api/v1/engines=401 /metrics=404", 1)]
    [InlineData("/health=200 /ready=200 /api/v1/engines=200 /metrics=404", 1)]
    [InlineData("/health=200 /ready=200 /api/v1/engines=401 /metrics=200", 1)]
    [InlineData("/health=502 /ready=200 /api/v1/engines=401 /metrics=404", 1)]
    public async Task Smoke_FailsUnlessEverythingIsAsItShouldBe(string answers, int expected)
    {
        var statuses = answers.Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = statuses[context.Request.Path];
            return Task.CompletedTask;
        });
        await server.StartAsync();
        var run = await StartAsync(Path.Combine(RepositoryRoot.File("keda"), "scripts", "smoke.sh"), server.Urls.Single());
        Assert.Equal(expected, run.ExitCode);
    }

    private const string Rest = """

        REDIS_URL=rediss://:hunter2@cache:6379
        AWS_ACCESS_KEY_ID=id
        AWS_SECRET_ACCESS_KEY='hunter2'
        AWS_S3_BUCKET_NAME=bucket
        TL_PLANE_API_KEY=hunter2-plane
        ADMIN_API_KEY=hunter2-admin

        """;

    private const string NoArgo = "get\\ crd\\ applications*) exit 1 ;;\n";

    /// <param name="script">Of keda/scripts.</param>
    /// <param name="environment">Its argument.</param>
    /// <param name="answers">Branches of a shell case over kubectl's arguments; everything else succeeds silently.</param>
    private async Task<ScriptRun> RunAsync(string script, string environment, string answers = "")
    {
        var kubectl = Path.Combine(_folder, "kubectl");
        await File.WriteAllTextAsync(kubectl, $$"""
            #!/usr/bin/env bash
            case "$*" in apply\ *"--filename -") cat >/dev/null ;; esac
            echo "$*" >> "{{_folder}}/calls"
            cd "{{_folder}}"
            case "$*" in
            {{answers}}
            esac
            """);
        File.SetUnixFileMode(kubectl, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return await StartAsync(Path.Combine(RepositoryRoot.File("keda"), "scripts", script), environment);
    }

    /// <summary>A folder with the programs that a script needs to get as far as looking for kubectl.</summary>
    private string OnlyBash()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        foreach (var program in (string[])["bash", "env", "dirname"])
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), $"/usr/bin/{program}");
        }

        return folder;
    }

    private Task<ScriptRun> StartAsync(string script, params string[] arguments) =>
        StartWithAsync(_folder + ":" + Environment.GetEnvironmentVariable("PATH"), script, arguments);

    private async Task<ScriptRun> StartWithAsync(string path, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(script, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
            Environment = { ["PATH"] = path, ["SMOKE_SECONDS"] = "1", ["SMOKE_PAUSE"] = "0.2" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var calls = Path.Combine(_folder, "calls");
        return new ScriptRun(process.ExitCode, await output, error, File.Exists(calls) ? await File.ReadAllLinesAsync(calls) : []);
    }

    private sealed record ScriptRun(int ExitCode, string Output, string Error, IReadOnlyList<string> Calls);
}

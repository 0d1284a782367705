using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>The delivery workflows, as far as they can be checked without running them: structure, scripts, targets, permissions.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = RepositoryRoot.File(".github/workflows");
    private static readonly string[] JobKeys = ["name", "runs-on", "timeout-minutes", "needs", "if", "strategy", "env", "outputs",
        "permissions", "steps"];
    private static readonly string[] CallKeys = ["uses", "with", "needs", "if"];
    private static readonly string[] MakeFiles = ["Makefile", "keda/keda.mk"];
    private static readonly string[] StepKeys = ["id", "name", "if", "uses", "with", "run", "env"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Jobs_AreWellFormedBoundedAndNeedJobsThatExist(string file)
    {
        var workflow = Load(file);
        Assert.NotNull(workflow.At("permissions"));
        foreach (var (name, job) in workflow.Members("jobs"))
        {
            if (job.Text("uses") is { } called)
            {
                Assert.Contains("workflow_call", Load(Path.GetFileName(called)).Members("on").Select(trigger => trigger.Key));
                Assert.Empty(job.Members().Select(pair => pair.Key).Except(CallKeys));
                continue;
            }

            Assert.Empty(job.Members().Select(pair => pair.Key).Except(JobKeys));
            Assert.True(job.Int("timeout-minutes") is > 0 and <= 60, $"{file}: {name} has no time limit.");
            Assert.All(job.Items("needs"), needed => Assert.NotNull(workflow.At("jobs", needed.Text()!)));
            foreach (var step in job.Items("steps"))
            {
                Assert.Empty(step.Members().Select(pair => pair.Key).Except(StepKeys));
                Assert.True(step.At("run") is null != step.At("uses") is null,
                    $"{file}: a step of {name} must either run or use something.");
                Assert.Matches("^([^@]+@v[0-9]+)?$", step.Text("uses") ?? "");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_AreShellAndCallWhatExists(string file)
    {
        var targets = MakeFiles.Select(RepositoryRoot.File).Where(File.Exists)
            .SelectMany(File.ReadLines).Select(line => Target().Match(line)).Where(match => match.Success)
                .Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var script in Load(file).Members("jobs").SelectMany(job => job.Value.Items("steps")).Select(step => step.Text("run"))
            .OfType<string>())
        {
            Assert.Equal(0, await SyntaxAsync(Expression().Replace(script, "x")));
            Assert.All(MakeCall().Matches(script), call => Assert.Contains(call.Groups[1].Value, targets));
            Assert.All(ScriptCall().Matches(script), call =>
                Assert.True(File.Exists(RepositoryRoot.File(call.Value)), $"{call.Value} is not there."));
            // An expression in a script is pasted into it: only values that this repository fixes may be.
            Assert.All(Expression().Matches(script), expression =>
                Assert.StartsWith("matrix.", expression.Groups[1].Value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Ci_BuildsBothWaysTestsChecksManifestsAndCostAndScans()
    {
        var jobs = Load("ci.yaml").At("jobs");
        Assert.Equal(["true", "false"], jobs.Items("build", "strategy", "matrix", "official").Select(one => one.Text()!));
        Assert.Equal(["functions", "standalone"], jobs.Items("image", "strategy", "matrix", "target").Select(one => one.Text()!));
        var manifests = string.Join('\n', jobs.Items("manifests", "steps").Select(step => step.Text("run")));
        Assert.Contains("keda-verify", manifests, StringComparison.Ordinal);
        Assert.Contains("cost", manifests, StringComparison.Ordinal);
        var image = string.Join('\n', jobs.Items("image", "steps").Select(step => step.Text("run")));
        Assert.Contains("--exit-code 1", image, StringComparison.Ordinal);
        Assert.Contains("cyclonedx", image, StringComparison.Ordinal);
        Assert.Equal("read", Load("ci.yaml").Text("permissions", "contents"));
    }

    [Fact]
    public void Deploy_MainToDevTagToStagingAndNotOnItsOwnCommit()
    {
        var workflow = Load("deploy.yaml");
        Assert.Equal("main", workflow.Text("on", "push", "branches", "0"));
        Assert.Equal("v*", workflow.Text("on", "push", "tags", "0"));
        Assert.Contains("keda/overlays/**", workflow.Items("on", "push", "paths-ignore").Select(path => path.Text()));
        Assert.Contains("'staging' || 'dev'", workflow.Text("env", "ENVIRONMENT"), StringComparison.Ordinal);
        Assert.Equal("false", workflow.Text("concurrency", "cancel-in-progress"));
        // Nothing is pushed or deployed that failed a test, a rule or the scan.
        Assert.Equal("./.github/workflows/ci.yaml", workflow.Text("jobs", "checks", "uses"));
        Assert.Equal("checks", workflow.Text("jobs", "image", "needs", "0"));
        Assert.Equal("image", workflow.Text("jobs", "commit", "needs", "0"));
        // Each environment is asked at its own address, and until the commit that was built answers.
        Assert.Contains("github.ref_type == 'tag' && vars.SMOKE_STAGING_URL != ''", workflow.Text("jobs", "smoke", "if"),
            StringComparison.Ordinal);
        Assert.EndsWith("\"$GITHUB_SHA\"", workflow.Text("jobs", "smoke", "steps", "1", "run"), StringComparison.Ordinal);
        var built = workflow.Items("jobs", "image", "steps").Single(step => step.Text("id") == "push");
        Assert.Equal("REVISION=${{ github.sha }}", built.Text("with", "build-args"));
        Assert.Contains("-p:SourceRevisionId=$REVISION", RepositoryRoot.Read("Dockerfile"), StringComparison.Ordinal);
    }

    /// <summary>Paths of a builder's home are not those of everybody who builds.</summary>
    [Fact]
    public void ImagesAndWorkflows_NameNoHomeFolder()
    {
        var files = Directory.EnumerateFiles(Folder).Append(RepositoryRoot.File("Dockerfile")).Append(RepositoryRoot.File("Dockerfile.railway"));
        Assert.All(files, file => Assert.DoesNotMatch("/root\\b|/home/(?!site)", File.ReadAllText(file)));
    }

    private static JsonNode Load(string file) => YamlTree.ParseFile(Path.Combine(Folder, file));

    private static async Task<int> SyntaxAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        await bash.WaitForExitAsync();
        return bash.ExitCode;
    }

    [GeneratedRegex("^([a-z][a-z-]*):")]
    private static partial Regex Target();

    [GeneratedRegex(@"\$\{\{\s*([^}]*?)\s*\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?:^|\s)make (?:-f \S+ )?([a-z-]+)")]
    private static partial Regex MakeCall();

    [GeneratedRegex(@"(?:keda/)?scripts/[a-z-]+\.sh")]
    private static partial Regex ScriptCall();
}

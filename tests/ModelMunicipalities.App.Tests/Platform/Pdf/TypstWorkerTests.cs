using System.Diagnostics;
using ModelMunicipalities.App.Platform.Pdf;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>The worker in trouble: whatever happens to a document, the next one is made.</summary>
public class TypstWorkerTests
{
    /// <summary>A template that is at work for a minute or so.</summary>
    private const string Slow = "#let n = 0\n#for i in range(9000) { for j in range(9000) { n += 1 } }\n#n";

    private static string Data { get; } = SampleReport.Bare().ToJson();

    [Test]
    public async Task A_template_with_an_error_says_which_and_where_and_the_worker_goes_on()
    {
        await using var worker = PdfKit.Worker();
        using var template = new TemplateFile("#set document(title: \"x\")\n#no-such-thing");
        var error = await Should.ThrowAsync<PdfException>(() => worker.CompileAsync(template.Name, Data, CancellationToken.None));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("no-such-thing");
        error.Message.ShouldContain(template.Name);
        var process = worker.ProcessId;
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.ProcessId.ShouldBe(process);
    }

    [TestCase("#set document(title: \"x\")\n#read(\"/../worker.cjs\")")]
    [TestCase("#set document(title: \"x\")\n#read(\"/etc/passwd\")")]
    [TestCase("Without a title")]
    [TestCase("#set document(title: \"x\")\n#panic(\"over\")")]
    public async Task What_is_no_proper_document_is_refused_in_words(string content)
    {
        await using var worker = PdfKit.Worker();
        using var template = new TemplateFile(content);
        (
            await Should.ThrowAsync<PdfException>(() => worker.CompileAsync(template.Name, Data, CancellationToken.None))
        ).Message.Length.ShouldBeGreaterThan(20);
    }

    [Test]
    public async Task A_document_that_is_larger_than_any_of_ours_is_refused_before_it_is_made()
    {
        await using var worker = PdfKit.Worker();
        var data = $"{{\"x\":\"{new string('x', 8_000_000)}\"}}";
        (
            await Should.ThrowAsync<PdfException>(() => worker.CompileAsync("report.typ", data, CancellationToken.None))
        ).Message.ShouldContain("at most 8000000");
    }

    [Test]
    public async Task A_template_that_is_not_there_is_refused()
    {
        await using var worker = PdfKit.Worker();
        (
            await Should.ThrowAsync<PdfException>(() => worker.CompileAsync("none.typ", Data, CancellationToken.None))
        ).Message.ShouldContain("none.typ");
    }

    [Test]
    public async Task A_worker_that_is_killed_at_work_is_told_and_replaced()
    {
        await using var worker = PdfKit.Worker();
        using var template = new TemplateFile(Slow);
        await worker.StartAsync(CancellationToken.None);
        var process = worker.ProcessId!.Value;
        using var node = Process.GetProcessById(process);
        var rested = node.TotalProcessorTime;
        var making = worker.CompileAsync(template.Name, Data, CancellationToken.None);
        while (node.TotalProcessorTime < rested + TimeSpan.FromMilliseconds(100))
        {
            await Task.Delay(10);
            node.Refresh();
        }

        node.Kill();
        (await Should.ThrowAsync<PdfException>(() => making)).IsTransient.ShouldBeTrue();
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.ProcessId.ShouldNotBe(process);
        await PdfKit.EndedAsync(process);
    }

    [Test]
    public async Task A_worker_that_is_killed_at_rest_is_replaced_unnoticed()
    {
        await using var worker = PdfKit.Worker();
        await worker.StartAsync(CancellationToken.None);
        var process = worker.ProcessId!.Value;
        Process.GetProcessById(process).Kill();
        await PdfKit.EndedAsync(process);
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
    }

    [Test]
    public async Task A_document_that_takes_too_long_is_ended_and_the_next_is_made()
    {
        PdfOptions? options = null;
        await using var worker = PdfKit.Worker(o => options = o);
        using var template = new TemplateFile(Slow);
        await worker.StartAsync(CancellationToken.None);
        var process = worker.ProcessId!.Value;
        var seconds = options!.Seconds;
        options.Seconds = 2;
        var error = await Should.ThrowAsync<PdfException>(() => worker.CompileAsync(template.Name, Data, CancellationToken.None));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("Reports__Seconds");
        await PdfKit.EndedAsync(process);
        options.Seconds = seconds;
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
    }

    [Test]
    public async Task Who_no_longer_waits_holds_up_nobody()
    {
        await using var worker = PdfKit.Worker();
        using var template = new TemplateFile(Slow);
        await worker.StartAsync(CancellationToken.None);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var atWork = worker.CompileAsync(template.Name, Data, first.Token);
        var queued = worker.CompileAsync("report.typ", Data, second.Token);
        var patient = worker.CompileAsync("report.typ", Data, CancellationToken.None);
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => queued);
        atWork.IsCompleted.ShouldBeFalse();
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => atWork);
        (await patient).ShouldNotBeEmpty();
    }

    [Test]
    public async Task Many_at_once_each_get_their_own()
    {
        await using var worker = PdfKit.Worker();
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    worker.CompileAsync(
                        "report.typ",
                        SampleReport.Swedish($"Rapport nummer {i}").ToJson(),
                        CancellationToken.None
                    )
                )
        );
        for (var i = 0; i < made.Length; i += 7)
        {
            (await PdfReader.ReadInfoAsync(made[i]))["Title"].ShouldBe($"Rapport nummer {i}");
        }
    }

    [Test]
    public async Task Megabytes_go_through_the_pipe_and_back()
    {
        await using var worker = PdfKit.Worker(o => o.Megabytes = 2000);
        var text = string.Join(
            "\n\n",
            Enumerable
                .Range(0, 2000)
                .Select(i => $"{i}. " + new string('å', 10) + string.Concat(Enumerable.Repeat(" Räksmörgås på bordet.", 60)))
        );
        var document = SampleReport.Bare() with { Sections = [new("Stort", [text])] };
        document.ToJson().Length.ShouldBeGreaterThan(2_500_000);
        (await worker.CompileAsync("report.typ", document.ToJson(), CancellationToken.None)).Length.ShouldBeGreaterThan(500_000);
    }

    [Test]
    public async Task What_the_worker_says_beside_its_answers_holds_nothing_up()
    {
        using var node = new Script("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; exec node \"$@\"");
        await using var worker = PdfKit.Worker(o => o.Node = node.Path);
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.Problem.ShouldBeNull();
    }

    [Test]
    public async Task One_that_does_not_speak_as_agreed_is_replaced()
    {
        using var node = new Script("echo '{}'; read line; echo nonsense; sleep 100");
        await using var worker = PdfKit.Worker(o => o.Node = node.Path);
        (
            await Should.ThrowAsync<PdfException>(() => worker.CompileAsync("report.typ", Data, CancellationToken.None))
        ).IsTransient.ShouldBeTrue();
        worker.ProcessId.ShouldBeNull();
    }

    [Test]
    public async Task After_its_share_of_documents_a_process_is_replaced()
    {
        await using var worker = PdfKit.Worker(o => o.PerProcess = 2);
        await worker.StartAsync(CancellationToken.None);
        var first = worker.ProcessId!.Value;
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.ProcessId.ShouldBe(first);
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.ProcessId.ShouldBeNull();
        await PdfKit.EndedAsync(first);
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
    }

    [Test]
    public async Task One_that_has_grown_is_replaced()
    {
        await using var worker = PdfKit.Worker(o => o.Megabytes = 50);
        await worker.CompileAsync("report.typ", SampleReport.Swedish().ToJson(), CancellationToken.None);
        worker.ProcessId.ShouldBeNull();
    }

    [Test]
    public async Task A_year_of_reports_for_every_municipality_does_not_make_it_grow()
    {
        await using var worker = PdfKit.Worker();
        long after100 = 0;
        for (var i = 0; i < 290; i++)
        {
            await worker.CompileAsync("report.typ", SampleReport.Swedish($"Kommun {i}").ToJson(), CancellationToken.None);
            after100 = i == 99 ? Memory(worker) : after100;
        }

        Memory(worker).ShouldBeLessThan(after100 * 5 / 4);
    }

    [TestCase("/nowhere/node", "Reports__Node")]
    [TestCase("/bin/false", "ends as soon as it is started")]
    public async Task Where_Node_cannot_be_started_it_is_said_and_tried_again_when_asked(string node, string why)
    {
        await using var worker = PdfKit.Worker(o => o.Node = node);
        await worker.StartAsync(CancellationToken.None);
        worker.Problem!.ShouldContain(why);
        (
            await Should.ThrowAsync<PdfException>(() => worker.CompileAsync("report.typ", Data, CancellationToken.None))
        ).Message.ShouldContain(why);
        worker.ProcessId.ShouldBeNull();
    }

    [Test]
    public async Task Where_Node_fails_its_own_words_tell_why()
    {
        using var node = new Script(
            "echo \"Error: Cannot find module '@myriaddreamin/typst-ts-node-compiler'\" >&2; echo 'Node.js v20' >&2; exit 1"
        );
        await using var worker = PdfKit.Worker(o => o.Node = node.Path);
        await worker.StartAsync(CancellationToken.None);
        worker.Problem!.ShouldContain("Cannot find module");
    }

    [Test]
    public async Task What_is_put_right_is_well_again()
    {
        using var node = new Script("exit 1");
        await using var worker = PdfKit.Worker(o => o.Node = node.Path);
        await worker.StartAsync(CancellationToken.None);
        worker.Problem.ShouldNotBeNull();
        node.Write("exec node \"$@\"");
        await worker.CompileAsync("report.typ", Data, CancellationToken.None);
        worker.Problem.ShouldBeNull();
    }

    [Test]
    public async Task When_the_program_stops_so_does_the_worker_and_whoever_waits_for_it()
    {
        var worker = PdfKit.Worker();
        using var template = new TemplateFile(Slow);
        await worker.StartAsync(CancellationToken.None);
        var process = worker.ProcessId!.Value;
        var atWork = worker.CompileAsync(template.Name, Data, CancellationToken.None);
        var queued = worker.CompileAsync("report.typ", Data, CancellationToken.None);
        await worker.DisposeAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => atWork);
        await Should.ThrowAsync<OperationCanceledException>(() => queued);
        await PdfKit.EndedAsync(process);
    }

    [Test]
    public async Task When_the_program_is_killed_the_worker_sees_its_input_end_and_ends()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "pdf");
        using var process = Process.Start(
            new ProcessStartInfo("node", ["worker.cjs", Path.Combine(folder, "templates"), Path.Combine(folder, "fonts")])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        (await process.StandardOutput.ReadLineAsync())!.ShouldContain("ready");
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
    }

    [Test]
    public async Task A_server_without_Node_runs_and_says_what_it_cannot_do()
    {
        await using var server = Server.Start(
            DatabaseProvider.Sqlite,
            ("Reports:Node", "/nowhere/node"),
            ("Jobs:Enabled", "true")
        );
        var ready = await new Api(server).GetAsync("/health/ready");
        for (var i = 0; i < 300 && ready["checks.reports.status"]!.ToString() == "Healthy"; i++)
        {
            await Task.Delay(100);
            ready = await new Api(server).GetAsync("/health/ready");
        }

        ready.ShouldBeOk()["status"]!.ToString().ShouldBe("Degraded");
        ready["checks.reports.description"]!.ToString().ShouldContain("'/nowhere/node' (Reports__Node)");
    }

    private static long Memory(TypstWorker worker)
    {
        using var process = Process.GetProcessById(worker.ProcessId!.Value);
        return process.WorkingSet64;
    }
}

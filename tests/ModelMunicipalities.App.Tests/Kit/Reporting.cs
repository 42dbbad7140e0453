using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Reports, as far as a test needs them made before it begins.</summary>
internal static class Reporting
{
    /// <summary>Those that <see cref="Scored"/> has take part.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Luleå", "Boden", "Vännäs", "Lycksele", "Kalmar", "Nybro"];

    /// <summary>Six participants in three groups, all of which submitted at start-up.</summary>
    public static NetworkPlan Scored(NetworkPlan plan) =>
        Names
            .Index()
            .Aggregate(
                plan.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele").Group("Växjö", "Kalmar", "Nybro"),
                (p, name) => p.Submitted(name.Item, "startup", "2233122" + (name.Index % 2 == 0 ? "331" : "213"))
            );

    /// <summary>Two more, so that enough are left for a reader who knows her own group.</summary>
    public static NetworkPlan ScoredByMany(NetworkPlan plan) =>
        Scored(plan)
            .Group("Jönköping", "Habo", "Mullsjö")
            .Submitted("Habo", "startup", "2233122331")
            .Submitted("Mullsjö", "startup", "2233122213");

    /// <summary>Asks for a report over the API; its address.</summary>
    public static async Task<string> AskAsync(this TestNetwork network, Member member, object body, string? reports = null)
    {
        var reply = (await member.Api.PostAsync(reports ?? network.InCohort("/reports"), body)).ShouldBe(HttpStatusCode.Accepted);
        return reply.Message.Headers.Location!.ToString();
    }

    /// <summary>Asks for one and has it made; its address.</summary>
    public static async Task<string> ReportAsync(this TestNetwork network, Member member, object body, string? reports = null)
    {
        var address = await network.AskAsync(member, body, reports);
        await network.MakeReportsAsync();
        return address;
    }

    public static async Task<int> MakeReportsAsync(this TestNetwork network) =>
        (await network.AsJobAsync(new MakeReports.Command())).Value;

    /// <summary>The identity of the municipality report of Luleå, made as a file without Typst when there is none.</summary>
    public static async Task<string> SomeReportAsync(this TestNetwork network)
    {
        var there = await network.InDbAsync(db => db.Reports.Select(r => (int?)r.Id).FirstOrDefaultAsync());
        return there?.ToString(CultureInfo.InvariantCulture)
            ?? (
                await network.ReportAsync(
                    network.Coordinator,
                    new
                    {
                        kind = "municipality",
                        organisation = "lulea",
                        format = "csv",
                        language = "sv",
                    }
                )
            ).Split('/')[^1];
    }

    /// <summary>One of the network's year, with a title of its own and nothing in it.</summary>
    public static Task AddReportAsync(this TestNetwork network, string title) =>
        network.ChangeAsync(db =>
        {
            db.Reports.Add(
                new Report
                {
                    Kind = ReportKind.Annual,
                    Year = 2026,
                    Language = "sv",
                    Format = ReportFormat.Csv,
                    Audience = ReportAudience.Network,
                    Version = 1,
                    Title = title,
                    RequestedAt = DateTimeOffset.UtcNow,
                    Status = ReportStatus.Failed,
                    Error = ReportError.Unexpected,
                }
            );
            return Task.CompletedTask;
        });

    public static async Task<byte[]> FileAsync(this TestNetwork network, Member member, string address) =>
        await (await member.Api.GetAsync(address + "/file")).ShouldBeOk().Message.Content.ReadAsByteArrayAsync();

    public static async Task<Document> DocumentAsync(this TestNetwork network, string address)
    {
        var id = int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture);
        return Document.Parse(
            await network.InDbAsync(db => db.Set<ReportContent>().Where(c => c.Id == id).Select(c => c.Document).SingleAsync())
        );
    }
}

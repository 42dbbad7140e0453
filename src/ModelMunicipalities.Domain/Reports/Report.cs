using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reports;

/// <summary>What a report is about.</summary>
public enum ReportKind
{
    /// <summary>A whole cohort.</summary>
    Cohort = 1,

    /// <summary>One organisation's way through a cohort.</summary>
    Municipality = 2,

    /// <summary>A mentor's participants in a cohort.</summary>
    Mentor = 3,

    /// <summary>A benchmarking group in a cohort.</summary>
    Group = 4,

    /// <summary>The network's year, over its cohorts.</summary>
    Annual = 5,
}

/// <summary>As what file a report is given out.</summary>
public enum ReportFormat
{
    /// <summary>PDF, tagged for assistive technology (PDF/UA-1).</summary>
    Pdf = 1,

    /// <summary>Workbook, a sheet for each table.</summary>
    Xlsx = 2,

    /// <summary>Text, the tables one after the other.</summary>
    Csv = 3,
}

/// <summary>How far a report has come.</summary>
public enum ReportStatus
{
    /// <summary>Waits for its turn.</summary>
    Queued = 1,

    /// <summary>Is being made.</summary>
    Making = 2,

    /// <summary>Can be read and downloaded.</summary>
    Ready = 3,

    /// <summary>Could not be made; <see cref="Report.Error"/> says why.</summary>
    Failed = 4,
}

/// <summary>Why a report could not be made.</summary>
public enum ReportError
{
    /// <summary>No PDF can be made where the portal runs; the report can be read as a page.</summary>
    NoWorker = 1,

    /// <summary>The PDF's template did not take what the report holds.</summary>
    Template = 2,

    /// <summary>Making it was interrupted or took too long, each time.</summary>
    Interrupted = 3,

    /// <summary>What it is about is there no longer.</summary>
    Gone = 4,

    /// <summary>Anything else: a full disk, a fault of the portal's own. The log tells.</summary>
    Unexpected = 5,
}

/// <summary>Who may read a report, beside the network's coordinator, who may read all.</summary>
public enum ReportAudience
{
    /// <summary>Nobody else: it names organisations to one who follows all of them.</summary>
    Coordinator = 1,

    /// <summary>Every member of the network, observers too: it holds aggregates only.</summary>
    Network = 2,

    /// <summary>Those with a function in its organisation.</summary>
    Organisation = 3,

    /// <summary>Those with a function in an organisation of its group.</summary>
    Group = 4,
}

/// <summary>
/// A report that somebody, or the schedule, has asked for: of what, in which language and form, and how far it has come.
/// </summary>
public sealed class Report : ITenantOwned
{
    /// <summary>How often making a report is tried before it has failed.</summary>
    public const int MostTries = 3;

    /// <summary>How long one node has a report to itself; after that another may take it over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>What it is about.</summary>
    public ReportKind Kind { get; set; }

    /// <summary>The cohort; null for the network's year.</summary>
    public int? CohortId { get; set; }

    /// <summary>The organisation, for a municipality's and a mentor's report.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>The group, for a mentor's and a group's report.</summary>
    public int? GroupId { get; set; }

    /// <summary>The year, for the network's annual report.</summary>
    public int? Year { get; set; }

    /// <summary>As what file.</summary>
    public ReportFormat Format { get; set; }

    /// <summary><c>sv</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Who may read it.</summary>
    public ReportAudience Audience { get; set; }

    /// <summary>Of all reports of the same in the same form and language for the same readers, the how manieth; from 1.</summary>
    public int Version { get; set; }

    /// <summary>How far it has come.</summary>
    public ReportStatus Status { get; set; } = ReportStatus.Queued;

    /// <summary>How much of it is made, 0–100.</summary>
    public int Progress { get; set; }

    /// <summary>Why it could not be made; null while it has not failed.</summary>
    public ReportError? Error { get; set; }

    /// <summary>How often making it has been begun. Who makes it must find it unchanged when she saves.</summary>
    public int Tries { get; set; }

    /// <summary>While it is being made: until when it belongs to the node that makes it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Who asked for it; null for the schedule.</summary>
    public int? RequestedBy { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>
    /// What made the schedule ask for it, so that it asks once: <c>bm1</c>, <c>2027-q3</c>; null when somebody asked.
    /// </summary>
    public string? Due { get; set; }

    /// <summary>When it was made: the time its figures are from. Null until then.</summary>
    public DateTimeOffset? MadeAt { get; set; }

    /// <summary>What it is called, in its language; null until it is made.</summary>
    public string? Title { get; set; }

    /// <summary>The size of its file in bytes; null until there is one.</summary>
    public int? Size { get; set; }

    /// <summary>The content, in a row of its own so that lists never read it.</summary>
    public ReportContent? Content { get; set; }

    /// <summary>True while it waits or is being made.</summary>
    public bool IsUnderWay => Status is ReportStatus.Queued or ReportStatus.Making;

    /// <summary>Begins making it anew after it failed. Does nothing with one that has not.</summary>
    public bool Retry()
    {
        if (Status != ReportStatus.Failed)
        {
            return false;
        }

        (Status, Progress, Error, Tries, LeasedUntil) = (ReportStatus.Queued, 0, null, 0, null);
        return true;
    }
}

/// <summary>What is in a report.</summary>
public sealed class ReportContent : ITenantOwned
{
    /// <summary>The report, whose identity it shares.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Every word and figure, as JSON: what the page shows and the file was made from.</summary>
    public required string Document { get; set; }

    /// <summary>The file; null until it is made.</summary>
    public byte[]? File { get; set; }
}

using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform;

/// <summary>What operations measure of jobs and mail; docs/operations.md lists it.</summary>
public sealed class PortalMeters
{
    public const string Name = "ModelMunicipalities";

    private readonly Counter<long> _runs;

    private readonly Histogram<double> _duration;

    private readonly Counter<long> _sent;

    private readonly Counter<long> _failed;

    public PortalMeters(IMeterFactory factory, IServiceScopeFactory scopes, TimeProvider time)
    {
        var meter = factory.Create(Name);
        _runs = meter.CreateCounter<long>("jobs.runs", "{run}", "Runs of jobs, by job and result.");
        _duration = meter.CreateHistogram<double>("jobs.duration", "s", "How long runs took, by job.");
        _sent = meter.CreateCounter<long>("mails.sent", "{mail}", "Mails handed over.");
        _failed = meter.CreateCounter<long>(
            "mails.failed",
            "{mail}",
            "Mails that were not taken, by reason; one may be counted several times."
        );
        meter.CreateObservableGauge(
            "mails.outbox.age",
            () => OutboxAge(scopes, time),
            "s",
            "How long the oldest mail that is due has waited."
        );
    }

    public void JobRan(string job, JobResult result, TimeSpan took)
    {
        _runs.Add(1, new("job", job), new("result", result.ToString()));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }

    public void MailSent() => _sent.Add(1);

    public void MailFailed(MailFault fault, int count)
    {
        if (count > 0)
        {
            _failed.Add(count, new KeyValuePair<string, object?>("reason", fault.ToString()));
        }
    }

    /// <summary>Read when somebody measures.</summary>
    private static double OutboxAge(IServiceScopeFactory scopes, TimeProvider time)
    {
        using var scope = scopes.CreateScope();
        var now = time.GetUtcNow();
        var oldest = scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.Where(m => (m.State == MailState.Written || m.State == MailState.Waiting) && m.DueAt <= now)
            .Min(m => (DateTimeOffset?)(m.Gathers ? m.DueAt : m.CreatedAt));
        return oldest is { } since ? (now - since).TotalSeconds : 0;
    }
}

using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.Domain.Tests.Reports;

public class ReportTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [TestCase("2027-01-01", "2026-q4")]
    [TestCase("2027-03-31", "2026-q4")]
    [TestCase("2027-04-01", "2027-q1")]
    [TestCase("2027-05-31", "2027-q1")]
    [TestCase("2027-09-30", "2027-q2")]
    [TestCase("2027-12-31", "2027-q3")]
    [TestCase("2028-01-01", "2027-q4")]
    public void The_quarter_that_ended_last(string day, string quarter) =>
        ReportSchedule
            .Quarter(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(quarter);

    [Test]
    public void The_year_that_is_due_is_the_one_before() => ReportSchedule.Year(new DateOnly(2028, 1, 1)).ShouldBe(2027);

    [Test]
    public void An_occasion_makes_reports_due_from_its_end_and_for_thirty_days()
    {
        Occasion[] occasions = [Ending(-31), Ending(-30), Ending(-29), Ending(0), Ending(1)];
        ReportSchedule.Closed(occasions, Now).ShouldBe([occasions[2], occasions[3]]);

        static Occasion Ending(int days) => new() { Key = $"bm{days + 40}", EndsAt = Now.AddDays(days) };
    }

    [Test]
    public void Only_a_report_that_failed_is_begun_anew()
    {
        foreach (var status in Enum.GetValues<ReportStatus>())
        {
            var report = new Report
            {
                Language = "sv",
                Status = status,
                Error = ReportError.Template,
                Tries = 3,
                Progress = 50,
            };
            report.Retry().ShouldBe(status == ReportStatus.Failed);
            if (status == ReportStatus.Failed)
            {
                (report.Status, report.Error, report.Tries, report.Progress).ShouldBe((ReportStatus.Queued, null, 0, 0));
            }
        }
    }
}

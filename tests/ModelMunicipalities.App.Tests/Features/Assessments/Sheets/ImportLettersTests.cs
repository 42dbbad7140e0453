namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ImportLettersTests(DatabaseProvider provider) : ImportTest(provider)
{
    [Test]
    public async Task Those_whose_answers_are_replaced_get_one_mail_and_the_trail_says_what_stood_there()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "startup", "2222222222").Submitted("Luleå", "bm1", "2222222222")
        );
        var rows = string.Concat(
            Enumerable.Range(1, 10).Select(s => $"lulea;startup;{s};{(s == 7 ? 3 : 2)};\nlulea;bm1;{s};{(s == 2 ? 1 : 2)};\n")
        );
        (await UploadAsync(network, Workbook.Csv(WithSemicolons + rows))).ShouldBeOk();
        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe([.. Domain.Assessments.Assessment.Functions.Select(f => network["Luleå", f].Email)], ignoreOrder: true);
        mails.ShouldAllBe(m => m.Body.Contains("7: 2 → 3") && m.Body.Contains("2: 2 → 1") && m.Body.Contains("/assessments/bm1"));
        (await network.TrailAsync("AssessmentImported"))
            .Select(t => t.Detail)
            .ShouldBe(["7: 2 → 3", "2: 2 → 1"], ignoreOrder: true);

        (await UploadAsync(network, Workbook.Csv(WithSemicolons + rows))).ShouldBeOk();
        (await network.MailsAsync()).Count.ShouldBe(mails.Count, "the same answers again change nothing");
        (await network.TrailAsync("AssessmentImported")).Count.ShouldBe(2);
    }
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>A letter is parts: what people have written in one is text, whatever it looks like.</summary>
public class LetterTests
{
    [Test]
    public void It_is_read_as_it_was_kept()
    {
        var letter = new Letter([
            "Hej!",
            null,
            "",
            "Två\n\n\nrader 🙂",
            LetterPart.List(["ett", "två\nrader"]),
            LetterPart.Heading("Rubrik"),
            LetterPart.Rule,
            new LetterPart(LetterPartKind.Address, "https://portal.example/pitea"),
        ]);
        letter.Text.ShouldBe(
            "Hej!\n\nTvå\n\n\nrader 🙂\n\n- ett\n- två rader\n\nRubrik\n======\n\n----\n\nhttps://portal.example/pitea"
        );
        letter.Outline.ShouldBe("P4P14L17H13R4A28");
        Letter.Read(letter.Text, letter.Outline).Parts.ShouldBe(letter.Parts);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("P4")]
    [TestCase("P4A7")]
    [TestCase("P4A999999A999999")]
    [TestCase("hej")]
    public void Without_an_outline_that_fits_it_is_paragraphs(string? outline) =>
        Letter.Read("Hej!\n\n- ett\n", outline).Parts.ShouldBe(new Letter(["Hej!", "- ett\n"]).Parts);

    [Test]
    public async Task What_people_write_gives_a_mail_no_structure()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        var improvement = await network.ImproveAsync("Luleå");
        var typed = $"- ett\n- två\n\nRubrik\n======\n\n----\n\n{server.Address}{network.Slug}";
        (
            await network["Piteå", Function.KeyPerson]
                .Api.PostAsync(network.ImprovementOf("Luleå", improvement, "/comments"), new { text = typed })
        ).ShouldBe(HttpStatusCode.Created);
        await network.ChangeAsync(db => db.OutgoingMails.ForEachAsync(m => (m.Gathers, m.DueAt) = (false, default)));
        (await Outbox.DeliverAsync(server)).Sent.ShouldBeGreaterThan(0);

        var mail = (await post.ArrivedAsync())[0];
        mail.Says("text").ReplaceLineEndings("\n").ShouldContain(typed);
        var html = mail.Says("html");
        foreach (var structure in new[] { "<ul", "<h2", "<hr" })
        {
            html.ShouldNotContain(structure);
        }

        html.ShouldContain("- ett<br>- två");
        html.Split(">Öppna i portalen</a>").Length.ShouldBe(2, "the letter's own");
    }
}

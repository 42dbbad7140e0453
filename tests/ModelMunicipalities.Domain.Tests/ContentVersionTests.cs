using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.Domain.Tests;

/// <summary>The version of what keeps no counter, and answers that are put together by it.</summary>
public class ContentVersionTests
{
    [Test]
    public void The_same_content_has_the_same_version_on_every_node() =>
        ContentVersion.Of("Bra", null, 3).ShouldBe(ContentVersion.Of("Bra", "", 3));

    [Test]
    public void Nothing_is_version_none() => ContentVersion.Of(null, "", Array.Empty<int>()).ShouldBe(ContentVersion.None);

    [Test]
    public void What_stands_in_one_part_is_not_what_stands_in_the_next() =>
        new[]
        {
            ContentVersion.Of("a", "b"),
            ContentVersion.Of("ab", ""),
            ContentVersion.Of("", "ab"),
            ContentVersion.Of("b", "a"),
            ContentVersion.Of(Presence.Absent),
        }.ShouldBeUnique();

    [Test]
    public void How_a_line_ends_makes_no_difference() => ContentVersion.Of("a\r\nb").ShouldBe(ContentVersion.Of("a\nb"));

    [Test]
    public void A_tab_writes_what_was_changed_in_it_and_leaves_the_rest()
    {
        var response = Response(("a", 4), ("b", 2));
        response
            .Merge(
                [
                    (Answer("a"), ContentVersion.None),
                    (Answer("b", 3), Answer("b", 2).Version),
                    (Answer("c", 1), ContentVersion.None),
                ],
                out var merged
            )
            .ShouldBeEmpty();
        merged.SelectMany(m => m.Values.Select(v => (m.Question, v))).ShouldBe([("a", 4), ("b", 3), ("c", 1)]);
    }

    [Test]
    public void What_was_changed_in_two_places_is_told_and_the_same_answer_twice_is_none() =>
        Response(("a", 4), ("b", 2))
            .Merge([(Answer("a", 1), ContentVersion.None), (Answer("b", 2), ContentVersion.None)], out _)
            .ShouldHaveSingleItem()
            .Values.ShouldBe([4]);

    [Test]
    public void Without_a_version_an_answer_replaces_what_stands() =>
        Response(("a", 4)).Merge([(Answer("a", 1), null)], out _).ShouldBeEmpty();

    private static SurveyResponse Response(params (string Question, int Value)[] answers) =>
        new() { Pseudonym = "x", Answers = [.. answers.Select(a => Answer(a.Question, a.Value))] };

    private static SurveyAnswer Answer(string question, params int[] values) =>
        new() { Question = question, Values = [.. values] };
}

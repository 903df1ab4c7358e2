// Which step of a case comes next, and what an answer changes in it; nothing here touches the page or the network.

export function findStep(one) {
  const { scope, search, sites, questions } = one.answers;
  if (!scope) return { kind: "scope" };
  if (scope.answer === "x") return null;
  if (one.kind === "search" && !search) return { kind: "search" };
  if (search && search.outcome !== "found") return null;
  if (!sites) return { kind: "sites" };
  const open = one.questions.filter((question) => !(question.code in questions) && isAsked(one, question));
  return open.length ? { kind: "question", question: open[0], open } : null;
}

const isAsked = (one, question) => !question.needs_website || one.answers.sites.own.length > 0;

export function takeAnswer(one, body) {
  const said = one.answers;
  if (body.kind === "question") said.questions[body.question] = body.answer;
  else said[body.kind] = { ...body.content, answer: body.answer };
}

export const countAnswered = (one) => one.questions.filter((question) => question.code in one.answers.questions).length;

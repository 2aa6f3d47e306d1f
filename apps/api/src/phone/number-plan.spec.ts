import { numberPlan } from './number-plan.ts';

describe('a number as a carrier wrote it', () => {
  it.each([
    ['+827012345678', '+827012345678'],
    ['07012345678', '+827012345678'],
    ['00827012345678', '+827012345678'],
    ['827012345678', '+827012345678'],
    ['01055550100', '+821055550100'],
    ['0013125550100', '+13125550100'],
    ['112', '112'],
  ])('R37: %s is %s', (written, meant) => {
    expect(numberPlan('82', []).heard(written)).toBe(meant);
  });
});

describe('a number of our own', () => {
  it('R38: is written to a carrier as it writes it itself', () => {
    const plan = numberPlan('82', ['07012345678']);
    expect(plan.spoken('+827012345678')).toBe('07012345678');
    expect(plan.spoken('+821055550100')).toBe('+821055550100');
  });
});
